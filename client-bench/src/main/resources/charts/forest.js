// The forest plot: ratios to the baseline with their intervals, against the margin.
//
// data: {baseline, groups: [{heading, rows: [row]}], self: [row]}
// row: {name, mark, ratio, narrow, wide, range, verdict, words}: `narrow` and `wide` are the 90 % and the 95 %
// interval, `range` the margin, each [low, high]; what is not known is null. `mark` is the contender's, null for none.

var FOREST_KEY = [
    { verdict: 'SAME', words: 'same' },
    { verdict: 'MEASURABLE', words: 'same, measurable' },
    { verdict: 'DIFFERS', words: 'differs' },
    { verdict: 'INCONCLUSIVE', words: 'inconclusive' },
    { verdict: 'NONE', words: 'no verdict' }
];
var FOREST_SYMBOLS = {
    SAME: 'circle', MEASURABLE: 'diamond', DIFFERS: 'rect', INCONCLUSIVE: 'circle', NONE: 'triangle'
};
var FOREST_NOTE = 'Thick bar: 90 % interval. Thin bar: 95 %. Shaded: the margin within which a difference does not'
    + ' matter in practice.';
var SELF_HEADING = 'A/A: the baseline against itself';

// Ticks above 1 of an axis that ends there, mirrored below 1.
var FOREST_TICKS = [
    { end: 1.3, ticks: [1.1, 1.2] }, { end: 1.7, ticks: [1.15, 1.3, 1.5] }, { end: 2.6, ticks: [1.25, 1.5, 2] },
    { end: 4.5, ticks: [1.5, 2, 4] }, { end: 12, ticks: [2, 4, 10] }, { end: 60, ticks: [5, 20] },
    { end: 1200, ticks: [10, 100, 1000] }, { end: Infinity, ticks: [100, 10000] }
];

function forest(data, page) {
    var look = page.look;
    var option = { title: [], series: [], tooltip: tooltip('item', page, shapeTip) };
    var plot = forestPlot(data, page.width);
    var marks = marksOf(forestRows(data).map(function (row) { return row.mark; })
        .filter(function (mark, i, all) { return mark !== null && all.indexOf(mark) === i; }), look);
    var top = headed(option, page, [FOREST_NOTE]) + px(6);
    var key = forestKey(data, top, page);
    var behind = [];
    var items = [{ shapes: key.shapes }];
    var first = top + key.height + px(44);
    var y = first;
    forestGroups(data).forEach(function (group) {
        if (group.rows === data.self) {
            y += px(10);
            behind.push(stroke([[MARGIN.edge, y], [page.width - MARGIN.edge, y]], look.quiet, 1));
        }
        y += px(46);
        items.push({
            shapes: [box(0, y - px(34), page.width, px(32), { fill: look.background }),
                label(group.heading, MARGIN.edge, y - px(18), font(TYPE.heading, look.ink, 'bold'))]
        });
        group.rows.forEach(function (row) {
            items.push(forestRow(row, y, plot, marks.get(row.mark), look, behind));
            y += plot.row;
        });
    });
    forestAxis(first - px(30), y, plot, data, look).forEach(function (shape) { behind.push(shape); });
    option.series = [shapeSeries([{ shapes: behind }].concat(items), page)];
    return option;
}

forest.height = function (data, width, title) {
    var rows = forestRows(data).length;
    var groups = forestGroups(data).length;
    var page = { width: width, look: LOOKS.light };
    var known = title === undefined ? 'Ratio to ' + data.baseline + ': same, or different?' : title;
    return headHeight(known, [FOREST_NOTE], width) + forestKey(data, 0, page).height + groups * px(46)
        + rows * forestPlot(data, width).row + (data.self.length ? px(10) : 0) + px(150);
};

function forestGroups(data) {
    return data.groups.concat(data.self.length ? [{ heading: SELF_HEADING, rows: data.self }] : []);
}

function forestRows(data) {
    return concat(forestGroups(data).map(function (group) { return group.rows; }));
}

// Where things are: in a narrow picture a row's words stand over its bar.
function forestPlot(data, width) {
    var narrow = isNarrow(width);
    var left = narrow ? px(30) : px(230);
    var end = forestEnd(forestRows(data));
    var right = width - (narrow ? px(30) : px(310));
    return {
        narrow: narrow, left: left, right: right, row: px(narrow ? 64 : 36), width: width, end: end,
        x: function (ratio) {
            return left + (right - left) * (Math.log(ratio) / end + 1) / 2;
        }
    };
}

// The logarithm at which the axis ends: every ratio is on it, and intervals up to twice as far.
function forestEnd(rows) {
    function farthest(numbers) {
        return largest(numbers.filter(function (n) { return n > 0; })
            .map(function (n) { return Math.abs(Math.log(n)); }));
    }
    var ratios = farthest(rows.map(function (row) { return row.ratio; }));
    var margins = farthest(concat(rows.map(function (row) { return row.range || []; })));
    var intervals = farthest(concat(rows.map(function (row) { return row.wide || []; })));
    var base = Math.max(ratios, Math.min(margins, Math.LN2), Math.log(1.15));
    return Math.max(1.2 * base, Math.min(1.05 * intervals, 2 * base));
}

// Everything of one row; its margin goes behind all rows.
function forestRow(row, top, plot, mark, look, behind) {
    var y = top + (plot.narrow ? px(42) : plot.row / 2);
    var colour = mark ? mark.colour : look.quiet;
    var style = font(TYPE.text, look.ink);
    var textY = plot.narrow ? top + px(16) : y;
    // Where words stand over the bar, no line crosses them; the rest only catches the pointer.
    var shapes = [box(0, top, plot.width, plot.row, { fill: look.background, opacity: 0 })].concat(plot.narrow
        ? box(0, top, plot.width, px(26), { fill: look.background }) : []);
    if (mark) {
        shapes.push(symbolAt(mark.symbol, MARGIN.edge + px(9), textY, px(12), { fill: colour }));
    }
    shapes.push(label(cut(row.name, px(plot.narrow ? 230 : 178), TYPE.text), MARGIN.edge + px(24), textY, style));
    var words = (row.ratio === null ? 'n/a' : '× ' + row.ratio.toFixed(2)) + '  ' + row.words;
    shapes.push(plot.narrow ? label(words, plot.width - MARGIN.edge, textY, style, 'right')
        : label(words, plot.right + px(36), textY, style));
    if (row.range) {
        var from = Math.max(plot.left, plot.x(row.range[0]));
        var bandTop = plot.narrow ? y - px(16) : top;
        behind.push(box(from, bandTop, Math.min(plot.right, plot.x(row.range[1])) - from,
            plot.narrow ? px(32) : plot.row, { fill: look.shade }));
    }
    shapes = shapes.concat(forestBar(row.wide, y, 2.5, plot, colour), forestBar(row.narrow, y, 7, plot, colour));
    if (row.ratio !== null) {
        shapes.push(verdictSymbol(row.verdict, plot.x(row.ratio), y, colour, look));
    }
    return { shapes: shapes, tip: forestTip(row) };
}

function forestTip(row) {
    function range(words, of) {
        return of ? [words + short(of[0]) + ' to ' + short(of[1])] : [];
    }
    return [row.name + ': ' + row.words].concat(row.ratio === null ? [] : ['ratio ' + row.ratio.toFixed(3)],
        range('90 % interval ', row.narrow), range('95 % interval ', row.wide), range('margin ', row.range));
}

// An interval; where it leaves the plot, an arrow.
function forestBar(interval, y, width, plot, colour) {
    if (!interval) {
        return [];
    }
    var from = plot.x(interval[0]);
    var to = plot.x(interval[1]);
    var shapes = [stroke([[Math.min(Math.max(from, plot.left), plot.right), y],
        [Math.max(Math.min(to, plot.right), plot.left), y]], colour, width * SCALE)];
    if (from < plot.left) {
        shapes.push(symbolAt('left', plot.left - px(5), y, px(14), { fill: colour }));
    }
    if (to > plot.right) {
        shapes.push(symbolAt('right', plot.right + px(5), y, px(14), { fill: colour }));
    }
    return shapes;
}

// What is settled is filled, what is open is hollow.
function verdictSymbol(verdict, x, y, colour, look) {
    var filled = verdict === 'SAME' || verdict === 'MEASURABLE' || verdict === 'DIFFERS';
    return symbolAt(FOREST_SYMBOLS[verdict], x, y, px(15), filled
        ? { fill: colour, stroke: look.background, lineWidth: 1.5 * SCALE }
        : { fill: look.background, stroke: colour, lineWidth: 2.5 * SCALE });
}

function forestKey(data, top, page) {
    var rows = forestRows(data);
    return keyOf(FOREST_KEY.filter(function (entry) {
        return rows.some(function (row) { return row.verdict === entry.verdict; });
    }).map(function (entry) {
        return {
            words: entry.words,
            shapes: function (x, y) {
                return [verdictSymbol(entry.verdict, x + px(8), y, page.look.ink, page.look)];
            }
        };
    }), top, px(16), page);
}

function forestAxis(top, bottom, plot, data, look) {
    var style = font(TYPE.tick, look.quiet);
    var above = FOREST_TICKS.filter(function (scale) { return Math.exp(plot.end) <= scale.end; })[0].ticks
        .filter(function (tick) { return Math.log(tick) < plot.end; });
    var shapes = [];
    [1].concat(above, above.map(function (tick) { return 1 / tick; })).forEach(function (ratio) {
        var x = plot.x(ratio);
        var words = String(Number(ratio.toFixed(ratio < 0.1 ? 4 : 2)));
        shapes.push(stroke([[x, top + px(14)], [x, bottom]], ratio === 1 ? look.quiet : look.rule,
            (ratio === 1 ? 2 : 1) * SCALE));
        shapes.push(label(words, x, top, style, 'center'), label(words, x, bottom + px(16), style, 'center'));
    });
    shapes.push(label('← lower', plot.left, bottom + px(44), style),
        label('higher →', plot.right, bottom + px(44), style, 'right'),
        label('ratio to ' + cut(data.baseline, px(240), TYPE.text), (plot.left + plot.right) / 2, bottom + px(74),
            font(TYPE.text, look.ink, 'bold'), 'center'));
    return shapes;
}
