package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of docs/CONFORMANCE.md is that of the tests' [Clause]s.
final class ClauseTableTest {

    private static final Pattern CLAUSE = Pattern.compile("RFC \\d{4} §\\d+(\\.\\d+)*");
    private static final Comparator<String> BY_NUMBERS = Comparator.comparing(ClauseTableTest::numbers,
            Arrays::compare);

    @Test
    void theTableListsEveryTestByItsClauses() throws IOException {
        assertThat(Files.readString(page())).contains(table());
    }

    @Test
    void everyClauseHasItsForm() {
        assertThat(tests().flatMap(test -> Stream.of(test.getAnnotation(Clause.class).value()))).allMatch(
                clause -> CLAUSE.matcher(clause).matches());
    }

    private static String table() {
        Map<String, TreeSet<String>> testsByClause = new TreeMap<>(BY_NUMBERS);
        tests().forEach(test -> {
            String name = "`" + test.getDeclaringClass().getSimpleName() + "." + test.getName() + "`";
            for (String clause : test.getAnnotation(Clause.class).value()) {
                testsByClause.computeIfAbsent(clause, key -> new TreeSet<>()).add(name);
            }
        });
        StringBuilder table = new StringBuilder("| clause | tests |\n|---|---|\n");
        testsByClause.forEach((clause, names) -> table.append("| ").append(clause).append(" | ")
                .append(String.join(", ", names)).append(" |\n"));
        return table.toString();
    }

    private static Stream<Method> tests() {
        return Stream.of(ServerContractTest.class.getMethods()).filter(test -> test.isAnnotationPresent(Clause.class));
    }

    private static int[] numbers(String clause) {
        return Pattern.compile("\\D+").splitAsStream(clause).filter(part -> !part.isEmpty()).mapToInt(Integer::parseInt)
                .toArray();
    }

    /// Walks up from the working directory, which is that of a module or of the project.
    private static Path page() {
        return Stream.iterate(Path.of("").toAbsolutePath(), dir -> dir != null, Path::getParent)
                .map(dir -> dir.resolve("docs").resolve("CONFORMANCE.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
