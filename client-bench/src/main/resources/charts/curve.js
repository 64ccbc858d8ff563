// The capacity curve: four panels over one axis, the load offered.
//
// data: {contenders: [{name, points: [point], recovery: point or null}]}
// point: {offered, done, p50, p99, cpuPercent, memory}; a figure that is missing is null.

// `share` is of the height that the panels have together.
var CURVE_PANELS = [
    { heading: 'Latency, ms (log scale)', note: 'thick: p99, thin: p50', lines: ['p99', 'p50'], share: 0.37, log: true },
    { heading: 'Messages done per second', lines: ['done'], share: 0.25, diagonal: true },
    { heading: 'CPU, % of the server’s CPU set', lines: ['cpuPercent'], share: 0.19 },
    { heading: 'Memory (RSS), MB', lines: ['memory'], share: 0.19 }
];
var HEADING = 36;
var PANEL_GAP = 16;
var FOOT = 74;

function curve(data, page) {
    var look = page.look;
    var names = data.contenders.map(function (c) { return c.name; });
    var marks = marksOf(names, look);
    var option = { title: [], grid: [], xAxis: [], yAxis: [], series: [] };
    var legendTop = headed(option, page, curveNotes(data)) + px(6);
    var top = legendTop + legendHeight(names, page.width) + px(12);
    var height = page.height - px(FOOT) - top;
    var offered = scaleTo(largest(figures(data, ['offered'])), isNarrow(page.width) ? 3 : 6);
    option.legend = legendOf(names, legendTop, page);
    option.tooltip = tooltip('item', page, curveTip);
    CURVE_PANELS.forEach(function (panel, i) {
        var bottom = top + panel.share * height - (i < CURVE_PANELS.length - 1 ? px(PANEL_GAP) : 0);
        option.title.push(words(panel.heading, MARGIN.edge, top, font(TYPE.heading, look.ink, 'bold')));
        if (panel.note) {
            option.title.push(words(panel.note, page.width - MARGIN.right, top, font(TYPE.text, look.quiet), 'right'));
        }
        option.grid.push({
            left: MARGIN.left, right: MARGIN.right, top: top + px(HEADING), height: bottom - top - px(HEADING)
        });
        option.xAxis.push(Object.assign(offeredAxis(offered, i, look), { gridIndex: i }));
        option.yAxis.push(Object.assign(panelAxis(panel, data, offered, look), { gridIndex: i }));
        if (panel.diagonal && names.length) {
            option.series.push(allDone(offered.max, i, look));
        }
        data.contenders.forEach(function (c) {
            option.series = option.series.concat(curveSeries(c, panel, i, marks.get(c.name), page));
        });
        top = bottom + px(PANEL_GAP);
    });
    return option;
}

curve.height = function (data, width) {
    return px(isNarrow(width) ? 1200 : 1100);
};

function curveNotes(data) {
    return data.contenders.some(function (c) { return c.recovery; })
        ? ['Hollow symbols: the same server again, after the overload'] : [];
}

function curveTip(at) {
    return [at.seriesName, short(at.value[0]) + ' offered: ' + short(at.value[1])];
}

// The names stand under the last panel only.
function offeredAxis(scale, i, look) {
    var last = i === CURVE_PANELS.length - 1;
    var x = named(axis(scale, 'value', look), last ? 'Messages offered per second' : '', look);
    x.axisLabel.show = last;
    return x;
}

function panelAxis(panel, data, offered, look) {
    if (panel.log) {
        return axis(logScaleOf(figures(data, panel.lines)), 'log', look);
    }
    return axis(scaleTo(panel.diagonal ? offered.max : largest(figures(data, panel.lines)), 3), 'value', look);
}

// The panel's first line is thick and has the recovery's symbol.
function curveSeries(contender, panel, i, mark, page) {
    var look = page.look;
    var series = panel.lines.map(function (line, rank) {
        return {
            name: contender.name, type: 'line', xAxisIndex: i, yAxisIndex: i, silent: !page.interactive, clip: false,
            data: pairs(contender.points, line, panel.log),
            symbol: mark.symbol, symbolSize: px(rank === 0 ? 11 : 5), showAllSymbol: true,
            itemStyle: symbolStyle(mark, look, false),
            lineStyle: { color: mark.colour, width: SCALE * (rank === 0 ? 3 : 1.5), type: mark.dash },
            z: rank === 0 ? 4 : 3
        };
    });
    if (contender.recovery) {
        series.push({
            type: 'scatter', xAxisIndex: i, yAxisIndex: i, silent: !page.interactive, clip: false,
            data: pairs([contender.recovery], panel.lines[0], panel.log),
            symbol: mark.symbol, symbolSize: px(19), itemStyle: symbolStyle(mark, look, true), z: 5
        });
    }
    return series;
}

// The diagonal on which every message offered is done; the words stand above it, where no contender can be.
function allDone(max, i, look) {
    return {
        type: 'line', xAxisIndex: i, yAxisIndex: i, silent: true, clip: false, symbol: 'none', z: 2,
        lineStyle: { color: look.quiet, width: 1.5, type: [3, 4] },
        data: [[0, 0], [max, max]],
        markPoint: {
            silent: true, symbol: 'circle', symbolSize: 0, data: [{ coord: [max * 0.8, max * 0.8] }],
            label: Object.assign(font(TYPE.text, look.quiet), {
                show: true, formatter: 'all done', position: 'left', distance: px(10), offset: [0, -px(12)]
            })
        }
    };
}

// A logarithmic axis has no place for 0.
function pairs(points, line, log) {
    return points.map(function (point) {
        return [point.offered, point[line] === null || log && point[line] <= 0 ? '-' : point[line]];
    });
}

// The figures of these lines over all contenders, their recoveries' among them.
function figures(data, lines) {
    return concat(data.contenders.map(function (c) {
        return concat(c.points.concat(c.recovery || []).map(function (point) {
            return lines.map(function (line) { return point[line]; });
        }));
    })).filter(function (figure) { return figure !== null; });
}
