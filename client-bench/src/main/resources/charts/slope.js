// Memory against connections: two panels over one scale, before and after the first messages.
//
// data: {contenders: [{name, before: panel, after: panel}]}
// panel: {points: [{connections, memory}], fit: {atZero, perConnection} or null}, in MB, and KB per connection.

var SLOPE_PANELS = [
    { key: 'before', heading: 'Before the first message', narrow: 'Before messages' },
    { key: 'after', heading: 'After the first messages', narrow: 'After messages' }
];
var SLOPE_GAP = 60;

function slope(data, page) {
    var look = page.look;
    var marks = marksOf(data.contenders.map(function (c) { return c.name; }), look);
    var points = concat(data.contenders.map(function (c) { return c.before.points.concat(c.after.points); }));
    var narrow = isNarrow(page.width);
    var x = scaleTo(largest(points.map(function (p) { return p.connections; })), narrow ? 2 : 4);
    var y = scaleTo(largest(points.map(function (p) { return p.memory; })), 5);
    var width = (page.width - MARGIN.left - MARGIN.right - px(SLOPE_GAP)) / 2;
    var option = { title: [], legend: [], grid: [], xAxis: [], yAxis: [], series: [] };
    var tableTop = headed(option, page, []) + px(12);
    var top = tableTop + (data.contenders.length + 1) * LEGEND_ROW + px(26);
    option.tooltip = tooltip('item', page, slopeTip);
    slopeTable(option, data, tableTop, page);
    option.title.push(words('Memory (RSS), MB', MARGIN.edge, top, font(TYPE.heading, look.ink, 'bold')));
    top += px(34);
    SLOPE_PANELS.forEach(function (panel, i) {
        var left = MARGIN.left + i * (width + px(SLOPE_GAP));
        option.title.push(words(narrow ? panel.narrow : panel.heading, left + width / 2, top,
            font(TYPE.heading, look.ink), 'center'));
        option.grid.push({ left: left, width: width, top: top + px(36), bottom: px(74) });
        option.xAxis.push(Object.assign(named(axis(x, 'value', look), 'Connections', look), { gridIndex: i }));
        option.yAxis.push(Object.assign(axis(y, 'value', look), { gridIndex: i }));
        option.yAxis[i].axisLabel.show = i === 0;
        data.contenders.forEach(function (c) {
            option.series = option.series.concat(slopeSeries(c.name, c[panel.key], i, marks.get(c.name), page));
        });
    });
    return option;
}

function slopeTip(at) {
    return [at.seriesName, short(at.value[0]) + ' connections: ' + short(at.value[1]) + ' MB'];
}

slope.height = function (data, width, title) {
    return headHeight(title, [], width) + px(556) + data.contenders.length * LEGEND_ROW;
};

// The legend: one row for each contender, with its slopes.
function slopeTable(option, data, top, page) {
    var look = page.look;
    var narrow = isNarrow(page.width);
    var columns = narrow ? [page.width - px(142), page.width - px(32)]
        : [MARGIN.left + px(424), MARGIN.left + px(544)];
    var head = font(TYPE.text, look.quiet);
    option.title.push(words(narrow ? 'KB per connection' : 'KB per connection (the slope)', MARGIN.edge, top, head));
    ['before', 'after'].forEach(function (key, i) {
        option.title.push(words(key, columns[i], top, head, 'right'));
    });
    data.contenders.forEach(function (c, row) {
        var y = top + (row + 1) * LEGEND_ROW;
        option.legend.push(legendOf([c.name], y, page, columns[0] - px(narrow ? 70 : 130))[0]);
        ['before', 'after'].forEach(function (key, i) {
            option.title.push(words(perConnection(c[key].fit), columns[i], y, font(TYPE.text, look.ink), 'right'));
        });
    });
}

function perConnection(fit) {
    return fit === null ? 'n/a' : grouped(fit.perConnection.toFixed(1));
}

// The line in the series that the legend shows, the points over it.
function slopeSeries(name, panel, i, mark, page) {
    var look = page.look;
    var ends = panel.points.map(function (p) { return p.connections; });
    var fit = panel.fit;
    var line = fit === null || !ends.length ? [] : [smallest(ends), largest(ends)].map(function (connections) {
        return [connections, fit.atZero + connections * fit.perConnection / 1000];
    });
    return [{
        name: name, type: 'line', xAxisIndex: i, yAxisIndex: i, silent: true, clip: false, z: 3,
        symbol: mark.symbol, showSymbol: false, itemStyle: symbolStyle(mark, look, false),
        lineStyle: { color: mark.colour, width: 2.5 * SCALE, type: mark.dash }, data: line
    }, {
        name: name, type: 'scatter', xAxisIndex: i, yAxisIndex: i, silent: !page.interactive, clip: false, z: 4,
        symbol: mark.symbol, symbolSize: px(12), itemStyle: symbolStyle(mark, look, false),
        data: panel.points.map(function (p) { return [p.connections, p.memory]; })
    }];
}
