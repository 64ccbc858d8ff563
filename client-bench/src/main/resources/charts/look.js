// What all charts share: colours, type, a contender's mark, legend, scales and numbers.

var FONTS = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';

// Sizes are for a picture 900 px wide that is still read at 450 px.
var TYPE = { title: 27, heading: 20, text: 19, tick: 18 };
var MARGIN = { left: 96, right: 44, edge: 16 };

// Okabe and Ito's colours, which colour-blind readers tell apart too, with the page's ink for their black and their sky
// blue for blue on dark. On light, three have less than 3:1 against the page, and a darker shade stands in.
var LOOKS = {
    light: {
        background: '#ffffff', ink: '#1f2328', quiet: '#59636e', rule: '#dfe3e8',
        blue: '#0072b2', green: '#009e73', vermilion: '#d55e00', purple: '#b8578c', orange: '#b87a00', sky: '#2b8cc4'
    },
    dark: {
        background: '#0d1117', ink: '#f0f6fc', quiet: '#9198a1', rule: '#2a313a',
        blue: '#56b4e9', green: '#009e73', vermilion: '#d55e00', purple: '#cc79a7', orange: '#e69f00', sky: '#8fd3ff'
    }
};

// A contender keeps its colour and symbol in every chart. Netty's lines are dashed, plain threads' are not.
var MARKS = {
    'plain-platform': { colour: 'ink', symbol: 'circle', dash: 'solid' },
    'plain-virtual': { colour: 'vermilion', symbol: 'triangle', dash: 'solid' },
    'plain-eventloop': { colour: 'purple', symbol: 'diamond', dash: 'solid' },
    'netty-jdk': { colour: 'blue', symbol: 'rect', dash: [9, 5] },
    'netty-boringssl': { colour: 'green', symbol: 'path://M0,0L10,0L5,10Z', dash: [9, 5] }
};
var SPARE_COLOURS = ['orange', 'sky', 'green', 'purple', 'blue', 'vermilion'];
var SPARE_SYMBOLS = ['rect', 'diamond', 'triangle', 'circle'];

// {name: {colour, symbol, dash}} of these contenders; a stranger takes the next spare mark, dotted.
function marksOf(names, look) {
    var strangers = 0;
    var marks = new Map();
    names.forEach(function (name) {
        var mark = Object.prototype.hasOwnProperty.call(MARKS, name) ? MARKS[name] : {
            colour: SPARE_COLOURS[strangers % SPARE_COLOURS.length],
            symbol: SPARE_SYMBOLS[strangers++ % SPARE_SYMBOLS.length],
            dash: [2, 4]
        };
        marks.set(name, { colour: look[mark.colour], symbol: mark.symbol, dash: mark.dash });
    });
    return marks;
}

// A hollow symbol lets what is under it show.
function symbolStyle(mark, look, hollow) {
    return hollow
        ? { color: 'none', borderColor: mark.colour, borderWidth: 2.5, opacity: 1 }
        : { color: mark.colour, borderColor: look.background, borderWidth: 1, opacity: 1 };
}

function font(size, colour, weight) {
    return { fontFamily: FONTS, fontSize: size, color: colour, fontWeight: weight || 'normal' };
}

// Words at a point: their left end, or with `align` 'right' their right end.
function words(content, x, top, style, align) {
    return { text: content, left: x, top: top, padding: 0, textAlign: align || 'left', textStyle: style };
}

// A legend of three columns; each entry is a legend of its own, so that no font's widths move another.
function legendOf(names, top, page) {
    var width = (page.width - 2 * MARGIN.edge) / 3;
    var style = font(TYPE.text, page.look.ink);
    style.padding = [0, 0, 0, 5];
    style.width = width - 80;
    style.overflow = 'truncate';
    return names.map(function (name, i) {
        return {
            data: [name], left: MARGIN.edge + (i % 3) * width, top: top + Math.floor(i / 3) * LEGEND_ROW, padding: 0,
            itemWidth: 50, itemHeight: 16, selectedMode: false, lineStyle: { width: 'inherit' }, textStyle: style
        };
    });
}
var LEGEND_ROW = 30;

// An axis from 0 to a round end, in at most so many steps of 1, 2, 2.5 or 5 times a power of ten.
function scaleTo(max, steps) {
    if (!(max > 0)) {
        return { min: 0, max: 1, interval: 1 };
    }
    var power = Math.pow(10, Math.floor(Math.log10(max / steps)));
    var step = [1, 2, 2.5, 5, 10].map(function (s) { return s * power; })
        .filter(function (s) { return max / s <= steps; })[0];
    return { min: 0, max: Math.ceil(max / step - 1e-9) * step, interval: step };
}

// A logarithmic axis of whole powers of ten around these: ECharts puts its ticks on no others.
function logScaleOf(numbers) {
    var some = numbers.filter(function (n) { return n > 0; });
    var low = some.length ? Math.floor(Math.log10(smallest(some))) : 0;
    var high = some.length ? Math.ceil(Math.log10(largest(some))) : 1;
    return { min: Math.pow(10, low), max: Math.pow(10, Math.max(high, low + 1)) };
}

function axis(scale, type, look) {
    return {
        type: type, min: scale.min, max: scale.max, interval: type === 'log' ? 1 : scale.interval,
        axisLine: { show: false }, axisTick: { show: false },
        splitLine: { lineStyle: { color: look.rule, width: 1 } },
        axisLabel: Object.assign(font(TYPE.tick, look.quiet), { formatter: grouped })
    };
}

function named(x, name, look) {
    x.name = name;
    x.nameLocation = 'middle';
    x.nameGap = 38;
    x.nameTextStyle = font(TYPE.heading, look.ink, 'bold');
    x.axisLine = { show: true, lineStyle: { color: look.quiet } };
    return x;
}

// 12345.5 → 12,345.5
function grouped(number) {
    var parts = String(number).split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ',');
    return parts.join('.');
}

function largest(numbers) {
    return numbers.reduce(function (a, b) { return Math.max(a, b); }, 0);
}

function smallest(numbers) {
    return numbers.reduce(function (a, b) { return Math.min(a, b); }, Infinity);
}

function concat(lists) {
    return Array.prototype.concat.apply([], lists);
}
