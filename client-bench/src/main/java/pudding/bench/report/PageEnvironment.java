package pudding.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence.Artefact;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Placement;
import pudding.bench.stat.Unit;

/// The parts of a page that say where and with what something was measured.
final class PageEnvironment {

    private PageEnvironment() {
    }

    /// The machine, its limits, and all that ran on it.
    ///
    /// @param fitness what of the machine stood against measuring on it, a sentence each
    static Html machine(Environment e, Placement placement, List<String> fitness) {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", e.cpuModel());
        e.cpus().forEach((name, value) -> facts.put("CPUs, " + name, value));
        facts.put("CPUs of the server", placement.serverCpus().isEmpty() ? "not pinned" : placement.serverCpus());
        facts.put("CPUs of the generator",
                placement.generatorCpus().isEmpty() ? "not pinned" : placement.generatorCpus());
        if (placement.idleCpus() == IdleCpus.AWAKE) {
            facts.put("idle CPUs", "kept awake, by a loop of the least weight on each");
        }
        facts.put("memory", String.format(Locale.ROOT, "%,.1f GB", e.memoryBytes() / 1e9));
        e.os().forEach((name, value) -> facts.put(name.equals("name") ? "system" : name, value));
        facts.put("network", placement.network().words());
        e.jdk().forEach((name, value) -> facts.put(name.startsWith("java") ? "JDK" : "JDK, " + name.replace('_', ' '),
                value));
        facts.put("JVM flags", String.join(" ", e.jvmFlags()));
        facts.put("commit", e.commit() == null ? "unknown" : e.commit());
        facts.put("source differs from it", e.dirty() == null ? "unknown" : e.dirty() ? "yes" : "no");
        Html html = new Html();
        if (fitness.isEmpty()) {
            html.element("p", "Nothing of the machine stood against measuring on it.");
        } else {
            html.element("p", "What of the machine stood against measuring on it:").open("ul");
            fitness.forEach(sentence -> html.element("li", sentence));
            html.close("ul");
        }
        return html.part(facts(facts))
                .part(folded("Limits of the process and its control group", e.limits()))
                .part(folded("Settings of the kernel", e.kernel()))
                .part(folded("The link between generator and servers, as read back", e.network()))
                .part(folded("Libraries that the servers ship", e.libraries()));
    }

    /// What each contender is made of.
    ///
    /// @param descriptions one line on each contender
    static Html contenders(List<String> names, Map<String, String> descriptions, Map<String, Artefact> artefacts) {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        names.forEach(name -> facts.put(name, descriptions.getOrDefault(name, "no description")));
        Html html = facts(facts);
        SequencedMap<String, Artefact> distinct = new LinkedHashMap<>();
        names.stream().map(artefacts::get).filter(artefact -> artefact != null)
                .forEach(artefact -> distinct.putIfAbsent(artefact.name(), artefact));
        distinct.forEach((name, artefact) -> html.part(folded(name + ": compile times and files shipped, in bytes",
                made(artefact))));
        return html;
    }

    private static Map<String, String> made(Artefact artefact) {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put(artefact.launcherBuild() ? "the launcher's build of everything" : "each compilation",
                artefact.compileMillis().isEmpty() ? "n/a"
                        : String.join(", ", artefact.compileMillis().stream()
                                .map(millis -> Format.number(millis / 1e3, Unit.SECONDS) + " s").toList()));
        artefact.shippedBytes().forEach((file, bytes) -> facts.put(file, Format.number(bytes, Unit.COUNT)));
        facts.put("with a run-time image", number(artefact.imageBytes()));
        facts.put("lines of handler code", number(artefact.handlerLines()));
        facts.put("lines of protocol code beside it", number(artefact.protocolLines()));
        return facts;
    }

    private static String number(@Nullable Number number) {
        return number == null ? "n/a" : Format.number(number.doubleValue(), Unit.COUNT);
    }

    /// Names and what they stand for.
    static Html facts(Map<String, String> facts) {
        Html html = new Html().open("dl");
        facts.forEach((name, value) -> html.open("div").element("dt", name).element("dd", value).close("div"));
        return html.close("dl");
    }

    /// The same behind its title; nothing where there are none.
    static Html folded(String title, Map<String, String> facts) {
        return facts.isEmpty()
                ? new Html()
                : new Html().open("details").element("summary", title).part(facts(facts)).close("details");
    }
}
