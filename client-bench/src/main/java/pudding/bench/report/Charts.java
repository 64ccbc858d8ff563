package pudding.bench.report;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.ScriptableObject;

/// Draws static SVG with Apache ECharts, which Rhino runs: no browser, no fonts, no network. The same data gives the
/// same bytes on every machine, so that a published picture can be verified by drawing it again.
///
/// May be used by any thread; one picture is drawn at a time. The first takes a few seconds, for 1.1 MB of JavaScript
/// are read.
final class Charts {

    static final List<String> SCRIPTS = List.of("echarts/echarts.min.js", "engine.js", "look.js", "shapes.js",
            "curve.js", "slope.js", "forest.js", "percentiles.js", "seconds.js", "split.js", "timeline.js");

    private Charts() {
    }

    /// A document of its own: a solid background, a title and a description, no style sheet, no script, no reference.
    static String svg(Drawing drawing, Theme theme) {
        Map<String, Object> page = Map.of("title", drawing.title(), "description", drawing.description(),
                "width", drawing.width(), "height", drawing.height(),
                "theme", theme.word());
        return Engine.INSTANCE.render(drawing.script(), Json.rounded(drawing.data()), Json.text(page));
    }

    /// The figure as JSON can have it: null where it is none.
    static @Nullable Double known(double figure) {
        return Double.isFinite(figure) ? figure : null;
    }

    /// ECharts, loaded when the first picture asks for it.
    private static final class Engine {

        static final Engine INSTANCE = new Engine();

        private final ContextFactory contexts = new ContextFactory();
        private final ScriptableObject scope;

        private Engine() {
            try (Context context = enter()) {
                // Safe: the scripts see no Java class.
                scope = context.initSafeStandardObjects();
                makeMathPortable();
                for (String script : SCRIPTS) {
                    context.evaluateString(scope, Resource.text("/charts/" + script), script, 1, null);
                }
            }
        }

        synchronized String render(String script, String data, String page) {
            try (Context context = enter()) {
                Function render = (Function) scope.get("renderJson", scope);
                return Context.toString(render.call(context, scope, scope, new Object[] {script, data, page}));
            }
        }

        /// Interpreted: Rhino's compiler makes none of this faster.
        private Context enter() {
            Context context = contexts.enterContext();
            context.setInterpretedMode(true);
            context.setLanguageVersion(Context.VERSION_ES6);
            return context;
        }

        /// [Math] may differ in the last bit from one CPU to another, and a coordinate may be rounded the other way.
        private void makeMathPortable() {
            define("exp", StrictMath::exp);
            define("log", StrictMath::log);
            define("log10", StrictMath::log10);
            define("sin", StrictMath::sin);
            define("cos", StrictMath::cos);
            define("tan", StrictMath::tan);
            define("acos", StrictMath::acos);
            define("pow", StrictMath::pow);
            define("atan2", StrictMath::atan2);
        }

        private void define(String name, DoubleUnaryOperator function) {
            math().defineProperty(scope, name, 1,
                    (_, _, _, args) -> function.applyAsDouble(ScriptRuntime.toNumber(args, 0)));
        }

        private void define(String name, DoubleBinaryOperator function) {
            math().defineProperty(scope, name, 2, (_, _, _, args) -> function
                    .applyAsDouble(ScriptRuntime.toNumber(args, 0), ScriptRuntime.toNumber(args, 1)));
        }

        private ScriptableObject math() {
            return (ScriptableObject) scope.get("Math", scope);
        }
    }
}
