package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceLinesTest {

    @TempDir private Path home;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            ``|0
            int a;|1
            int a; // and more|1
            // nothing|0
            /// nothing|0
            /* nothing */|0
            /* nothing */ int a;|1
            int a; /* nothing|1
            "/* text"; int b;|1
            '"'; // nothing|1
            '\\''; /* */|1
            """)
    void aLineIsCodeOrNot(String line, int lines) {
        assertThat(SourceLines.count(line)).isEqualTo(lines);
    }

    @Test
    void commentsAndTextBlocksGoOverSeveralLines() {
        String source = """
                /* one
                   int notCode;
                 */
                package p;

                class C {
                    // "\""
                    String s = "/*";   // counted
                    String t = \"""
                            // text, not a comment

                            \\\""" not the end
                            \""";
                }
                """;

        // package, class, s, t, its two lines that are not blank, its end, }
        assertThat(SourceLines.count(source)).isEqualTo(8);
    }

    @Test
    void filesAreSummed() throws Exception {
        Files.writeString(home.resolve("A.java"), "class A {\n}\n");
        Files.writeString(home.resolve("B.java"), "\nclass B { }");

        assertThat(SourceLines.count(home, List.of("A.java", "B.java"))).isEqualTo(3);
    }
}
