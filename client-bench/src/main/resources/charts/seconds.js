// Latency over time: one panel for each contender, one thin line for each run, the median run's thick.
//
// data: {stolenMillis, contenders: [{name, runs: [{name, median, seconds: [{p99, stolen}]}]}]}; p99 in ms, null where
// nothing was acknowledged; `stolen` where the hypervisor took that much of the second or more.

var SECONDS_PANEL = 250;

function secondsNotes(data) {
    return ['p99 of each second of the loaded window, ms (log scale). Thick: the median run.']
        .concat(data.contenders.some(function (c) {
            return c.runs.some(function (run) { return run.seconds.some(function (s) { return s.stolen; }); });
        }) ? ['○ a second of which the hypervisor took ' + data.stolenMillis + ' ms or more'] : []);
}

function seconds(data, page) {
    var look = page.look;
    var marks = marksOf(data.contenders.map(function (c) { return c.name; }), look);
    var option = { title: [], grid: [], xAxis: [], yAxis: [], series: [], tooltip: tooltip('item', page, secondTip) };
    var top = headed(option, page, secondsNotes(data)) + px(6);
    var columns = secondsColumns(data, page.width);
    var runs = concat(data.contenders.map(function (c) { return c.runs; }));
    var x = scaleTo(largest(runs.map(function (run) { return run.seconds.length; })), 5);
    var y = logScaleOf(concat(runs.map(function (run) { return run.seconds.map(function (s) { return s.p99; }); })));
    var width = (page.width - MARGIN.edge) / columns;
    data.contenders.forEach(function (c, i) {
        var mark = marks.get(c.name);
        var left = MARGIN.edge + (i % columns) * width;
        var at = top + Math.floor(i / columns) * px(SECONDS_PANEL);
        var last = i + columns >= data.contenders.length;
        option.title.push(words(cut(c.name, width - px(40), TYPE.heading), left, at,
            font(TYPE.heading, mark.colour, 'bold')));
        option.grid.push({
            left: left + px(64), width: width - px(92), top: at + px(40), height: px(SECONDS_PANEL - 84)
        });
        option.xAxis.push(Object.assign(axis(x, 'value', look), { gridIndex: i }));
        option.yAxis.push(Object.assign(axis(y, 'log', look), { gridIndex: i }));
        if (last) {
            Object.assign(option.xAxis[i], named(option.xAxis[i], 'Seconds', look), { nameGap: px(34) });
            option.xAxis[i].nameTextStyle = font(TYPE.text, look.quiet);
        }
        c.runs.forEach(function (run) { option.series = option.series.concat(secondSeries(run, i, mark, page)); });
    });
    return option;
}

seconds.height = function (data, width, title) {
    return headHeight(title, secondsNotes(data), width) + px(46)
        + Math.ceil(data.contenders.length / secondsColumns(data, width)) * px(SECONDS_PANEL);
};

function secondsColumns(data, width) {
    return isNarrow(width) || data.contenders.length < 2 ? 1 : 2;
}

function secondSeries(run, i, mark, page) {
    function points(of) {
        return run.seconds.map(function (s, second) { return [second + 1, of(s) && s.p99 > 0 ? s.p99 : '-']; });
    }
    return [{
        name: run.name, type: 'line', xAxisIndex: i, yAxisIndex: i, silent: !page.interactive, clip: false,
        symbol: 'circle', symbolSize: px(5), showSymbol: page.interactive === true || run.seconds.length === 1,
        itemStyle: { color: mark.colour, opacity: run.median ? 1 : 0.5 }, z: run.median ? 4 : 3,
        lineStyle: { color: mark.colour, width: (run.median ? 3.5 : 1.2) * SCALE, opacity: run.median ? 1 : 0.55 },
        data: points(function () { return true; })
    }].concat(run.seconds.some(function (s) { return s.stolen; }) ? [{
        name: run.name + ', CPU taken by the hypervisor', type: 'scatter', xAxisIndex: i, yAxisIndex: i,
        silent: !page.interactive, clip: false, symbol: 'circle', symbolSize: px(11), z: 5,
        itemStyle: symbolStyle({ colour: page.look.ink }, page.look, true),
        data: points(function (s) { return s.stolen; })
    }] : []);
}

function secondTip(at) {
    return [at.seriesName, 'second ' + at.value[0] + ': ' + short(at.value[1]) + ' ms'];
}
