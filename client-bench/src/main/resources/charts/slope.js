// Memory against connections: two panels over one scale, before and after the first messages.
//
// data: {contenders: [{name, before: panel, after: panel}]}
// panel: {points: [{connections, memory}], fit: {atZero, perConnection} or null}, in MB, and KB per connection.

var SLOPE_PANELS = [
    { key: 'before', heading: 'Before the first message' },
    { key: 'after', heading: 'After the first messages' }
];
var SLOPE_GAP = 60;

function slope(data, page) {
    var look = page.look;
    var marks = marksOf(data.contenders.map(function (c) { return c.name; }), look);
    var points = concat(data.contenders.map(function (c) { return c.before.points.concat(c.after.points); }));
    var x = scaleTo(largest(points.map(function (p) { return p.connections; })), 4);
    var y = scaleTo(largest(points.map(function (p) { return p.memory; })), 5);
    var width = (page.width - MARGIN.left - MARGIN.right - SLOPE_GAP) / 2;
    var tableTop = 66;
    var top = tableTop + (data.contenders.length + 1) * LEGEND_ROW + 26;
    var option = {
        title: [words(page.title, MARGIN.edge, 16, font(TYPE.title, look.ink, 'bold'))],
        legend: [], grid: [], xAxis: [], yAxis: [], series: []
    };
    slopeTable(option, data, tableTop, page);
    option.title.push(words('Memory (RSS), MB', MARGIN.edge, top, font(TYPE.heading, look.ink, 'bold')));
    top += 34;
    SLOPE_PANELS.forEach(function (panel, i) {
        var left = MARGIN.left + i * (width + SLOPE_GAP);
        option.title.push(words(panel.heading, left + width / 2, top, font(TYPE.heading, look.ink), 'center'));
        option.grid.push({ left: left, width: width, top: top + 36, bottom: 74 });
        option.xAxis.push(Object.assign(named(axis(x, 'value', look), 'Connections', look), { gridIndex: i }));
        option.yAxis.push(Object.assign(axis(y, 'value', look), { gridIndex: i }));
        option.yAxis[i].axisLabel.show = i === 0;
        data.contenders.forEach(function (c) {
            option.series = option.series.concat(slopeSeries(c.name, c[panel.key], i, marks.get(c.name), look));
        });
    });
    return option;
}

// The legend: one row for each contender, with its slopes.
function slopeTable(option, data, top, page) {
    var look = page.look;
    var columns = [MARGIN.left + 424, MARGIN.left + 544];
    var head = font(TYPE.text, look.quiet);
    option.title.push(words('KB per connection (the slope)', MARGIN.edge, top, head));
    ['before', 'after'].forEach(function (key, i) {
        option.title.push(words(key, columns[i], top, head, 'right'));
    });
    data.contenders.forEach(function (c, row) {
        var y = top + (row + 1) * LEGEND_ROW;
        var entry = legendOf([c.name], y, page)[0];
        entry.textStyle.width = 310;
        option.legend.push(entry);
        ['before', 'after'].forEach(function (key, i) {
            option.title.push(words(perConnection(c[key].fit), columns[i], y, font(TYPE.text, look.ink), 'right'));
        });
    });
}

function perConnection(fit) {
    return fit === null ? 'n/a' : grouped(fit.perConnection.toFixed(1));
}

// The line in the series that the legend shows, the points over it.
function slopeSeries(name, panel, i, mark, look) {
    var ends = panel.points.map(function (p) { return p.connections; });
    var fit = panel.fit;
    var line = fit === null || !ends.length ? [] : [smallest(ends), largest(ends)].map(function (connections) {
        return [connections, fit.atZero + connections * fit.perConnection / 1000];
    });
    return [{
        name: name, type: 'line', xAxisIndex: i, yAxisIndex: i, silent: true, clip: false, z: 3,
        symbol: mark.symbol, showSymbol: false, itemStyle: symbolStyle(mark, look, false),
        lineStyle: { color: mark.colour, width: 2.5, type: mark.dash }, data: line
    }, {
        type: 'scatter', xAxisIndex: i, yAxisIndex: i, silent: true, clip: false, z: 4,
        symbol: mark.symbol, symbolSize: 12, itemStyle: symbolStyle(mark, look, false),
        data: panel.points.map(function (p) { return [p.connections, p.memory]; })
    }];
}
