// Shapes at pixels of the picture, for what no kind of chart of ECharts draws.

// Items are {shapes, tip}: what is drawn, and the lines that the pointer shows over it.
function shapeSeries(items, page) {
    return {
        type: 'custom', coordinateSystem: 'none', silent: !page.interactive, z: 3,
        renderItem: function (params) { return { type: 'group', children: items[params.dataIndex].shapes }; },
        data: items.map(function (item) { return { value: [0], tip: item.tip || [] }; })
    };
}

function shapeTip(at) {
    return at.data.tip;
}

function box(x, y, width, height, style) {
    return { type: 'rect', shape: { x: x, y: y, width: width, height: height }, style: style };
}

function stroke(points, colour, width, dash) {
    return {
        type: 'polyline', shape: { points: points },
        style: { fill: 'none', stroke: colour, lineWidth: width, lineDash: dash || null }
    };
}

// Words at a point: their middle is at y.
function label(content, x, y, style, align) {
    return {
        type: 'text', silent: true,
        style: {
            text: content, x: x, y: y, fill: style.color, fontSize: style.fontSize, fontWeight: style.fontWeight,
            fontFamily: style.fontFamily, align: align || 'left', verticalAlign: 'middle'
        }
    };
}

// One of the symbols of MARKS, around a point.
function symbolAt(symbol, x, y, size, style) {
    var r = size / 2;
    var corners = {
        rect: [[-r, -r], [r, -r], [r, r], [-r, r]],
        diamond: [[0, -r * 1.25], [r * 1.25, 0], [0, r * 1.25], [-r * 1.25, 0]],
        triangle: [[0, -r], [r, r], [-r, r]],
        right: [[-r, -r], [r, 0], [-r, r]],
        left: [[r, -r], [-r, 0], [r, r]]
    };
    return symbol === 'circle'
        ? { type: 'circle', shape: { cx: x, cy: y, r: r }, style: style }
        : {
            type: 'polygon', style: style, shape: {
                points: (corners[symbol] || [[-r, -r], [r, -r], [0, r]])
                    .map(function (corner) { return [x + corner[0], y + corner[1]]; })
            }
        };
}

// Entries {shapes(x, y), words} beside each other, in as many rows as they need; gives {shapes, height}. The shapes are
// `room` wide.
function keyOf(entries, top, room, page) {
    var x = MARGIN.edge;
    var y = top;
    var shapes = [];
    entries.forEach(function (entry) {
        var width = room + px(8) + widthOf(entry.words, TYPE.text) + px(18);
        if (x > MARGIN.edge && x + width > page.width - MARGIN.edge) {
            x = MARGIN.edge;
            y += LEGEND_ROW;
        }
        shapes = shapes.concat(entry.shapes(x, y + LEGEND_ROW / 2),
            label(entry.words, x + room + px(8), y + LEGEND_ROW / 2, font(TYPE.text, page.look.ink)));
        x += width;
    });
    return { shapes: shapes, height: entries.length ? y + LEGEND_ROW - top : 0 };
}

// Parallel lines at 45° in a box, as strokes that end at its edges: what is hatched is told without colour.
function hatch(x, y, width, height, colour, rising) {
    var shapes = [];
    for (var at = px(8); at < width + height; at += px(8)) {
        var from = Math.max(0, at - height);
        var to = Math.min(at, width);
        var points = [[from, at - from], [to, at - to]].map(function (p) {
            return [x + p[0], y + (rising ? p[1] : height - p[1])];
        });
        shapes.push(stroke(points, colour, 1.5 * SCALE));
    }
    return shapes;
}
