// Every run of the comparison as a bar, a lane for each contender, in the order in which they were made.
//
// data: {seconds, lanes: [name], runs: [{lane, began, seconds, outcome, words, steal}], dividers: [seconds]}
// `lane` is the index of its lane, `steal` the share of the CPUs that the hypervisor took in its window, or null.

var TIMELINE_KEY = [
    { outcome: 'OK', words: 'valid' }, { outcome: 'INVALID', words: 'void (hollow, hatched)' },
    { outcome: 'FAIL', words: 'failed (crossed)' }, { outcome: 'SEARCH', words: 'search of a ceiling (low)' }
];
var TIMELINE_NOTE = 'Light vertical lines part the half-blocks, each of which holds every contender.';
var TIMELINE_BAR = 26;
var TIMELINE_GAP = 6;

function timeline(data, page) {
    var look = page.look;
    var option = { title: [], tooltip: tooltip('item', page, shapeTip) };
    var top = headed(option, page, timelineNotes(data)) + px(6);
    var plot = timelinePlot(data, page.width);
    var marks = marksOf(data.lanes, look);
    var key = timelineKey(data, top, page);
    var first = top + key.height + px(14);
    var bottom = first + data.lanes.length * plot.lane + (plot.steal ? plot.steal + px(8) : 0);
    var items = [{ shapes: key.shapes.concat(timelineAxis(first, bottom, plot, data, look)) }];
    items[0].shapes = items[0].shapes.concat(data.dividers.map(function (at) {
        return stroke([[plot.x(at), first], [plot.x(at), bottom]], look.rule, 1.5 * SCALE);
    }));
    data.lanes.forEach(function (name, i) {
        var y = first + i * plot.lane;
        items.push({
            shapes: [label(cut(name, plot.narrow ? page.width - px(40) : px(196), TYPE.text), MARGIN.edge,
                plot.narrow ? y + px(12) : y + plot.lane / 2, font(TYPE.text, look.ink))]
        });
    });
    data.runs.forEach(function (run) {
        var y = first + run.lane * plot.lane + plot.lane - px(TIMELINE_GAP + TIMELINE_BAR);
        items.push({
            shapes: runShapes(run.outcome, plot.x(run.began), y, plot.length(run.seconds), px(TIMELINE_BAR),
                marks.get(data.lanes[run.lane]).colour, look),
            tip: timelineTip(data, run)
        });
    });
    if (plot.steal) {
        items = items.concat(stealLane(data, bottom, plot, look));
    }
    option.series = [shapeSeries(items, page)];
    return option;
}

timeline.height = function (data, width, title) {
    var plot = timelinePlot(data, width);
    return headHeight(title, timelineNotes(data), width)
        + timelineKey(data, 0, { width: width, look: LOOKS.light }).height + data.lanes.length * plot.lane
        + (plot.steal ? plot.steal + px(8) : 0) + px(96);
};

function timelineNotes(data) {
    return data.dividers.length ? [TIMELINE_NOTE] : [];
}

function timelinePlot(data, width) {
    var narrow = isNarrow(width);
    var left = narrow ? MARGIN.edge + px(8) : px(220);
    var scale = (width - px(30) - left) / (data.seconds || 1);
    return {
        narrow: narrow, left: left, right: width - px(30), lane: px(narrow ? 62 : 38),
        steal: data.runs.some(function (run) { return run.steal > 0; }) ? px(narrow ? 84 : 60) : 0,
        x: function (at) { return left + at * scale; },
        length: function (seconds) { return Math.max(2, seconds * scale - 1); }
    };
}

function runShapes(outcome, x, y, width, height, colour, look) {
    if (outcome === 'OK') {
        return [box(x, y, width, height, { fill: colour })];
    }
    if (outcome === 'SEARCH') {
        return [box(x, y + height / 2, width, height / 2, { fill: colour })];
    }
    var frame = box(x + 1, y + 1, Math.max(1, width - 2), height - 2, {
        fill: look.background, stroke: colour, lineWidth: 2 * SCALE
    });
    return [frame].concat(outcome === 'INVALID' ? hatch(x, y, width, height, colour, true) : [
        stroke([[x, y], [x + width, y + height]], colour, 2.5 * SCALE),
        stroke([[x, y + height], [x + width, y]], colour, 2.5 * SCALE)
    ]);
}

function timelineTip(data, run) {
    return [data.lanes[run.lane] + ': ' + run.words, 'from ' + short(run.began) + ' s for ' + short(run.seconds) + ' s']
        .concat(run.steal === null ? [] : ['taken by the hypervisor: ' + (100 * run.steal).toFixed(1) + ' %']);
}

// What the hypervisor took during each run, as bars up to the worst.
function stealLane(data, bottom, plot, look) {
    var most = largest(data.runs.map(function (run) { return run.steal || 0; }));
    var words = 'CPU taken, ≤ ' + (100 * most).toFixed(most < 0.1 ? 1 : 0) + ' %';
    var items = [{
        shapes: [label(words, MARGIN.edge, plot.narrow ? bottom - plot.steal + px(14) : bottom - px(20),
            font(TYPE.text, look.quiet))]
    }];
    data.runs.filter(function (run) { return run.steal > 0; }).forEach(function (run) {
        var height = Math.max(2, px(48) * run.steal / most);
        items.push({
            shapes: [box(plot.x(run.began), bottom - height, plot.length(run.seconds), height, { fill: look.quiet })],
            tip: timelineTip(data, run)
        });
    });
    return items;
}

function timelineKey(data, top, page) {
    return keyOf(TIMELINE_KEY.filter(function (entry) {
        return data.runs.some(function (run) { return run.outcome === entry.outcome; });
    }).map(function (entry) {
        return {
            words: entry.words,
            shapes: function (x, y) {
                return runShapes(entry.outcome, x, y - px(9), px(36), px(18), page.look.ink, page.look);
            }
        };
    }), top, px(36), page);
}

function timelineAxis(top, bottom, plot, data, look) {
    var scale = scaleTo(data.seconds / 60, plot.narrow ? 4 : 8);
    var shapes = [stroke([[plot.left, bottom], [plot.right, bottom]], look.quiet, 1)];
    for (var minute = 0; minute <= data.seconds / 60 + 1e-9; minute += scale.interval) {
        shapes.push(stroke([[plot.x(60 * minute), bottom], [plot.x(60 * minute), bottom + px(6)]], look.quiet, 1),
            label(grouped(Number(minute.toFixed(2))), plot.x(60 * minute), bottom + px(20), font(TYPE.tick, look.quiet),
                'center'));
    }
    shapes.push(label('Minutes', (plot.left + plot.right) / 2, bottom + px(52), font(TYPE.text, look.ink, 'bold'),
        'center'));
    return shapes;
}
