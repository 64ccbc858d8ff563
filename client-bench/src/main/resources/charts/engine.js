// Renders one drawing to an SVG that stands alone: the host calls `render`. Where there is no event loop (Rhino), the
// timers that ECharts asks for do nothing: a static picture has no later.

if (typeof setTimeout === 'undefined') {
    globalThis.setTimeout = function () { return 0; };
    globalThis.clearTimeout = function () {};
}

// ECharts keeps names as keys of plain objects. One called "__proto__" would change all later pictures: it fails.
Object.preventExtensions(Object.prototype);

// What the host calls: `name` is that of a function in another of these files.
function renderJson(name, data, page) {
    return render(globalThis[name], JSON.parse(data), JSON.parse(page));
}

// `draw(data, page)` gives ECharts' option; `page` is {title, description, width, height, theme}. A function whose
// height depends on its data has a `height(data, width, title)` of its own.
function render(draw, data, page) {
    scaleAll(1);
    page.look = LOOKS[page.theme];
    page.height = draw.height ? draw.height(data, page.width, page.title) : page.height;
    var option = draw(data, page);
    option.animation = false;
    option.backgroundColor = page.look.background;
    var chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: page.width, height: page.height });
    try {
        chart.setOption(option);
        return standalone(chart.renderToSVGString({ useViewBox: true }), page);
    } finally {
        chart.dispose();
    }
}

// In: the alternative text. Out: what only a page with ECharts in it can use (hover styles, metadata), and clipping,
// which cuts nothing off here but names its paths by a counter: another picture before this one must not change it.
// Inline styles become attributes, which no content security policy refuses.
function standalone(svg, page) {
    return svg
        .replace(/<style[^]*<\/style>\n?/, '')
        .replace(/<defs[^]*<\/defs>\n?/, '')
        .replace(/ (class|clip-path|pointer-events|xmlns:xlink|baseProfile|version|ecmeta_\w+)="[^"]*"/g, '')
        .replace(/ style="([^"]*)"/g, function (_, style) { return style.replace(/([\w-]+):([^;]*);?/g, attribute); })
        .replace(/><\/(path|rect)>/g, '/>')
        .replace(/<svg([^]*?)>/, function (_, attributes) {
            return '<svg role="img"' + attributes + ' font-family="' + FONTS + '">\n<title>'
                + escapeXml(page.title) + '</title>\n<desc>' + escapeXml(page.description) + '</desc>';
        }) + '\n';
}

function attribute(_, name, value) {
    return name === 'font-family' ? '' : ' ' + name + '="' + value.trim() + '"';
}
