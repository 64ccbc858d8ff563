// Latency by percentile: each contender's median run as a line, from its lowest to its highest run as a band.
//
// data: {contenders: [{name, points: [{oneIn, median, low, high, runs}]}]}, in ms; one message in `oneIn` is slower.

var PERCENTILE_NOTES = ['Line: the median of the runs. Band: from the lowest run to the highest.',
    'A line ends where a run has fewer than 10 slower messages.'];
var PERCENTILES = ['50', '90', '99', '99.9', '99.99'];

function percentiles(data, page) {
    var look = page.look;
    var names = data.contenders.map(function (c) { return c.name; });
    var marks = marksOf(names, look);
    var option = { title: [], series: [], tooltip: tooltip('axis', page, percentileTip(data)) };
    var legendTop = headed(option, page, PERCENTILE_NOTES) + px(6);
    var top = legendTop + legendHeight(names, page.width) + px(12);
    option.title.push(words('Latency, ms (log scale)', MARGIN.edge, top, font(TYPE.heading, look.ink, 'bold')));
    option.legend = legendOf(names, legendTop, page);
    option.grid = { left: MARGIN.left, right: MARGIN.right, top: top + px(42), bottom: px(80) };
    // Half of all messages is where it begins; from there on, each step is a tenth of what was left.
    option.xAxis = named(axis({ min: Math.log10(2), max: 4, interval: 1 }, 'value', look), 'Percentile of the messages',
        look);
    // Else ticks would be whole steps from the axis's beginning, which is no power of ten.
    [option.xAxis.axisLabel, option.xAxis.axisTick].forEach(function (of) {
        of.customValues = [Math.log10(2), 1, 2, 3, 4];
    });
    var unit = isNarrow(page.width) ? '' : ' %';
    option.xAxis.axisLabel.formatter = function (x) { return PERCENTILES[x < 1 ? 0 : Math.round(x)] + unit; };
    option.yAxis = axis(logScaleOf(concat(concat(data.contenders.map(function (c) {
        return c.points.map(function (p) { return [p.low, p.median, p.high]; });
    })))), 'log', look);
    data.contenders.forEach(function (c) {
        var mark = marks.get(c.name);
        option.series.push({
            name: c.name, type: 'line', clip: false, silent: true, symbol: mark.symbol, symbolSize: px(10),
            showAllSymbol: true, itemStyle: symbolStyle(mark, look, false),
            lineStyle: { color: mark.colour, width: 3 * SCALE, type: mark.dash }, z: 4,
            data: c.points.map(function (p) {
                return {
                    value: [Math.log10(p.oneIn), p.median > 0 ? p.median : '-'],
                    symbol: hasSymbol(p.oneIn) ? mark.symbol : 'none'
                };
            })
        });
        if (c.points.some(function (p) { return p.high > p.low; })) {
            option.series.push(percentileBand(c, mark));
        }
    });
    return option;
}

percentiles.height = function (data, width, title) {
    return headHeight(title, PERCENTILE_NOTES, width) + legendHeight(data.contenders, width) + px(540);
};

// A symbol at the percentiles that the axis names.
function hasSymbol(oneIn) {
    return [2, 10, 100, 1000, 10000].indexOf(oneIn) >= 0;
}

// It has the line's name, so that the legend hides both.
function percentileBand(contender, mark) {
    var points = contender.points.filter(function (p) { return p.low > 0; });
    return {
        name: contender.name, type: 'custom', silent: true, clip: false, z: 3, itemStyle: { color: mark.colour },
        data: points.length ? [[Math.log10(points[0].oneIn), points[0].median]] : [],
        tooltip: { show: false },
        renderItem: function (params, api) {
            function coords(which) {
                return points.map(function (p) { return api.coord([Math.log10(p.oneIn), p[which]]); });
            }
            return {
                type: 'polygon', shape: { points: coords('high').concat(coords('low').reverse()) },
                style: { fill: mark.colour, opacity: 0.16 }
            };
        }
    };
}

function percentileTip(data) {
    return function (at) {
        var oneIn = at.length ? Math.pow(10, at[0].value[0]) : 1;
        return [String(Number((100 - 100 / oneIn).toFixed(3))) + ' %'].concat(concat(data.contenders.map(function (c) {
            return c.points.filter(function (p) { return Math.abs(p.oneIn / oneIn - 1) < 1e-6; }).map(function (p) {
                return c.name + ': ' + short(p.median) + ' ms (' + short(p.low) + ' to ' + short(p.high) + ', '
                    + p.runs + (p.runs === 1 ? ' run)' : ' runs)');
            });
        })));
    };
}
