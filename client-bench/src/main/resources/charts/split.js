// CPU per message as stacked bars: by profile, and thinner below it by subtraction.
//
// data: {contenders: [{name, profile: parts, subtraction: parts or null}]}
// parts: µs in the order of SPLIT_PARTS, which may be a little below 0 by subtraction.

var SPLIT_PARTS = [
    { words: 'JSON', colour: 'blue', lines: [] },
    { words: 'TLS', colour: 'orange', lines: [true] },
    { words: 'kernel', colour: 'green', lines: [false] },
    { words: 'JIT', colour: 'purple', lines: [true, false] },
    { words: 'GC', colour: 'quiet', lines: [] },
    { words: 'framing and model', colour: 'vermilion', lines: [] }
];
var SPLIT_NOTE = 'CPU µs per message. Thick bar: by profile. Thin bar: by subtraction, measured apart.';
var SPLIT_ROW = 108;

function split(data, page) {
    var look = page.look;
    var option = { title: [], tooltip: tooltip('item', page, shapeTip) };
    var top = headed(option, page, [SPLIT_NOTE]) + px(6);
    var key = splitKey(top, page);
    var items = [{ shapes: key.shapes }];
    var most = largest(concat(data.contenders.map(function (c) {
        return [c.profile, c.subtraction || []].map(function (parts) { return splitTotal(parts.filter(isPositive)); });
    })));
    var scale = (page.width - 2 * MARGIN.edge - px(130)) / (most || 1);
    data.contenders.forEach(function (c, i) {
        var y = top + key.height + px(14) + i * px(SPLIT_ROW);
        items.push({ shapes: [label(cut(c.name, page.width - px(40), TYPE.heading), MARGIN.edge, y + px(12),
            font(TYPE.heading, look.ink, 'bold'))] });
        items = items.concat(splitBar(c, 'by profile', c.profile, y + px(28), px(38), scale, look, true),
            c.subtraction ? splitBar(c, 'by subtraction', c.subtraction, y + px(70), px(14), scale, look, false) : []);
    });
    option.series = [shapeSeries(items, page)];
    return option;
}

split.height = function (data, width, title) {
    return headHeight(title, [SPLIT_NOTE], width) + splitKey(0, { width: width, look: LOOKS.light }).height
        + data.contenders.length * px(SPLIT_ROW) + px(30);
};

function isPositive(number) {
    return number > 0;
}

function splitTotal(parts) {
    return parts.reduce(function (a, b) { return a + b; }, 0);
}

function splitBar(contender, way, parts, y, height, scale, look, labelled) {
    var x = MARGIN.edge;
    var items = parts.map(function (micros, i) {
        var part = SPLIT_PARTS[i];
        var width = Math.max(0, micros) * scale;
        var shapes = width > 0 ? splitBox(part, x, y, width, height, look) : [];
        var text = micros.toFixed(micros < 10 ? 1 : 0);
        if (labelled && width > widthOf(text, TYPE.text, 'bold') + px(8)) {
            shapes.push(splitValue(text, x + width / 2, y + height / 2, look[part.colour], look));
        }
        x += width;
        return { shapes: shapes, tip: [contender.name + ', ' + way, part.words + ': ' + micros.toFixed(1) + ' µs'] };
    });
    items.push({ shapes: [label(splitTotal(parts).toFixed(1) + (labelled ? ' µs' : ''), x + px(10), y + height / 2,
        font(TYPE.text, labelled ? look.ink : look.quiet, labelled ? 'bold' : 'normal'))] });
    return items;
}

// A figure on its part of the bar: a halo keeps the hatching away from it.
function splitValue(text, x, y, colour, look) {
    var value = label(text, x, y, font(TYPE.text, look.background, 'bold'), 'center');
    value.style.stroke = colour;
    value.style.lineWidth = px(5);
    return value;
}

function splitBox(part, x, y, width, height, look) {
    return [box(x, y, width, height, { fill: look[part.colour], stroke: look.background, lineWidth: 1 })]
        .concat(concat(part.lines.map(function (rising) {
            return hatch(x, y, width, height, look.background, rising);
        })));
}

function splitKey(top, page) {
    return keyOf(SPLIT_PARTS.map(function (part) {
        return {
            words: part.words,
            shapes: function (x, y) { return splitBox(part, x, y - px(8), px(28), px(16), page.look); }
        };
    }), top, px(28), page);
}
