// Draws the charts of the page, again whenever its width or its colours change, and for paper.

(function () {
    var dark = matchMedia('(prefers-color-scheme: dark)');
    var print = matchMedia('print');
    var root = document.documentElement;
    var figures = Array.prototype.slice.call(document.querySelectorAll('figure.chart'));
    // What fits on a sheet of A4 between its margins.
    var PAPER = 700;
    var folded = null;

    function theme() {
        return print.matches ? 'light' : root.dataset.theme || (dark.matches ? 'dark' : 'light');
    }

    function draw(figure) {
        var plot = figure.querySelector('.plot');
        var drawing = JSON.parse(figure.querySelector('script').textContent);
        var shown = echarts.getInstanceByDom(plot);
        if (shown) {
            shown.dispose();
        }
        figure.dataset.state = 'drawing';
        try {
            var make = globalThis[drawing.script];
            // A function that cannot say its height is drawn in its own size, and scaled.
            var width = make.height ? (print.matches ? PAPER : plot.clientWidth) : drawing.width;
            var height = make.height ? make.height(drawing.data, width, drawing.title) : drawing.height;
            var page = {
                title: drawing.title, description: drawing.description, width: width, height: height,
                theme: theme(), look: LOOKS[theme()], interactive: true
            };
            var option = make(drawing.data, page);
            option.animation = false;
            option.backgroundColor = 'transparent';
            if (option.tooltip) {
                option.tooltip = Object.assign({
                    confine: true, backgroundColor: page.look.background, borderColor: page.look.quiet,
                    textStyle: { color: page.look.ink, fontSize: 13, fontFamily: FONTS }
                }, option.tooltip);
            }
            plot.style.aspectRatio = 'auto';
            var chart = echarts.init(plot, null, { renderer: 'svg', width: width, height: height });
            chart.setOption(option);
            scalable(plot, width, height);
            figure.dataset.state = 'drawn';
        } catch (e) {
            figure.dataset.state = 'undrawn';
            var details = figure.querySelector('details');
            if (details) {
                details.open = true;
            }
            console.error('The chart ' + figure.id + ' was not drawn.', e);
        }
        figure.dataset.width = plot.clientWidth;
    }

    // A picture that was drawn in another size fits its place, whatever that is.
    function scalable(plot, width, height) {
        var svg = plot.querySelector('svg');
        svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
        svg.setAttribute('aria-hidden', 'true');
        svg.style.position = 'static';
        svg.parentNode.style.width = '100%';
        svg.parentNode.style.height = 'auto';
    }

    function drawAll() {
        figures.forEach(draw);
    }

    function onResize() {
        figures.forEach(function (figure) {
            if (Number(figure.dataset.width) !== figure.querySelector('.plot').clientWidth && !print.matches) {
                draw(figure);
            }
        });
    }

    function onPrint() {
        if (print.matches) {
            folded = Array.prototype.slice.call(document.querySelectorAll('details:not([open])'));
            folded.forEach(function (details) { details.open = true; });
        } else if (folded) {
            folded.forEach(function (details) { details.open = false; });
            folded = null;
        }
        drawAll();
    }

    function addToggle() {
        var button = document.createElement('button');
        button.type = 'button';
        button.className = 'theme';
        function label() {
            button.textContent = theme() === 'dark' ? 'Light' : 'Dark';
            button.setAttribute('aria-label', 'Show the page ' + button.textContent.toLowerCase());
        }
        button.addEventListener('click', function () {
            root.dataset.theme = theme() === 'dark' ? 'light' : 'dark';
            label();
            drawAll();
        });
        dark.addEventListener('change', function () { label(); drawAll(); });
        label();
        document.querySelector('header').prepend(button);
    }

    var waiting = 0;
    addEventListener('resize', function () {
        clearTimeout(waiting);
        waiting = setTimeout(onResize, 150);
    });
    print.addEventListener('change', onPrint);
    addToggle();
    drawAll();
    root.dataset.drawn = String(figures.length);
}());
