// What all charts share: colours, type, a contender's mark, legend, scales and numbers.

var FONTS = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';

// Lengths are written as in a picture 900 px wide that is still read at 450 px. A page shows pictures as they are:
// there everything is smaller by a third, and a phone's 340 px are laid out as 510 would be.
var PAGE_SCALE = 2 / 3;
var SCALE, TYPE, MARGIN, LEGEND_ROW;

function scaleAll(scale) {
    SCALE = scale;
    TYPE = { title: px(27), heading: px(20), text: px(19), tick: px(18) };
    MARGIN = { left: px(96), right: px(44), edge: px(16) };
    LEGEND_ROW = px(30);
}

function px(length) {
    return Math.round(length * SCALE);
}

scaleAll(PAGE_SCALE);

// Whether things that are side by side in a wide picture must be one below the other.
function isNarrow(width) {
    return width < px(760);
}

// About as wide as these words are; no font is asked, so that the same data gives the same bytes.
function widthOf(content, size, weight) {
    return content.length * size * (weight === 'bold' ? 0.6 : 0.54);
}

// What is too long loses its middle: names that begin alike end differently.
function cut(content, width, size) {
    var most = Math.max(3, Math.floor(width / widthOf('x', size)));
    var head = Math.ceil((most - 1) / 2);
    return content.length <= most ? content
        : content.slice(0, head) + '…' + content.slice(content.length - (most - 1 - head));
}

// The words in lines of at most this width.
function wrapped(content, width, size, weight) {
    var lines = [];
    content.split(' ').forEach(function (word) {
        var longer = lines.length ? lines[lines.length - 1] + ' ' + word : word;
        if (lines.length && widthOf(longer, size, weight) <= width) {
            lines[lines.length - 1] = longer;
        } else {
            lines.push(word);
        }
    });
    return content ? lines : [];
}

// Puts the title over the picture, and notes under it; tells where they end.
function headed(option, page, notes) {
    var y = px(16);
    var width = page.width - 2 * MARGIN.edge;
    wrapped(page.title, width, TYPE.title, 'bold').forEach(function (line) {
        option.title.push(words(line, MARGIN.edge, y, font(TYPE.title, page.look.ink, 'bold')));
        y += px(38);
    });
    notes.forEach(function (note) {
        wrapped(note, width, TYPE.text).forEach(function (line) {
            option.title.push(words(line, MARGIN.edge, y, font(TYPE.text, page.look.quiet)));
            y += px(28);
        });
    });
    return y;
}

// How high that is; where the title is not known, enough for most.
function headHeight(title, notes, width) {
    var inside = width - 2 * MARGIN.edge;
    var known = title === undefined ? 'Some words that are as long as a title mostly is' : title;
    return px(16) + wrapped(known, inside, TYPE.title, 'bold').length * px(38)
        + notes.reduce(function (lines, note) { return lines + wrapped(note, inside, TYPE.text).length; }, 0) * px(28);
}

// Okabe and Ito's colours, which colour-blind readers tell apart too, with the page's ink for their black and their sky
// blue for blue on dark. On light, three have less than 3:1 against the page, and a darker shade stands in.
var LOOKS = {
    light: {
        background: '#ffffff', ink: '#1f2328', quiet: '#59636e', rule: '#dfe3e8', shade: '#eaeef2',
        blue: '#0072b2', green: '#009e73', vermilion: '#d55e00', purple: '#b8578c', orange: '#b87a00', sky: '#2b8cc4'
    },
    dark: {
        background: '#0d1117', ink: '#f0f6fc', quiet: '#9198a1', rule: '#2a313a', shade: '#1f2630',
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

// A legend in columns; each entry is a legend of its own, so that no font's widths move another. `room` is for one,
// where it is not a column's.
function legendOf(names, top, page, room) {
    var columns = legendColumns(page.width);
    var width = (page.width - 2 * MARGIN.edge) / columns;
    var style = font(TYPE.text, page.look.ink);
    style.padding = [0, 0, 0, px(5)];
    return names.map(function (name, i) {
        return {
            data: [name], left: MARGIN.edge + (i % columns) * width, top: top + Math.floor(i / columns) * LEGEND_ROW,
            padding: 0, itemWidth: px(50), itemHeight: px(16), selectedMode: page.interactive === true,
            formatter: function (of) { return cut(of, (room || width) - px(80), TYPE.text); },
            inactiveColor: page.look.rule, lineStyle: { width: 'inherit' }, textStyle: style
        };
    });
}

function legendColumns(width) {
    return isNarrow(width) ? 2 : 3;
}

function legendHeight(names, width) {
    return Math.ceil(names.length / legendColumns(width)) * LEGEND_ROW;
}

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
    x.nameGap = px(38);
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

// What is shown under the pointer: the lines that `linesOf` gives. Names come from elsewhere and are no markup.
function tooltip(trigger, page, linesOf) {
    return {
        show: page.interactive === true, trigger: trigger, confine: true, backgroundColor: page.look.background,
        borderColor: page.look.rule, textStyle: font(TYPE.text, page.look.ink),
        axisPointer: { lineStyle: { color: page.look.quiet } },
        formatter: function (at) { return linesOf(at).map(escapeXml).join('<br>'); }
    };
}

function escapeXml(content) {
    return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

// 1234.5678 → 1,235; 12.34 → 12.3; 0.01234 → 0.012
function short(number) {
    var size = Math.abs(number);
    var rounded = number.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3);
    return grouped(rounded);
}
