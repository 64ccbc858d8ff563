package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Counts lines of Java that hold code: neither blank nor comment alone.
///
/// Has no state; may be used by any thread.
public final class SourceLines {

    private enum In {
        CODE, LINE_COMMENT, BLOCK_COMMENT, STRING, CHARACTER, TEXT_BLOCK
    }

    private SourceLines() {
    }

    /// Lines of code of some files together.
    ///
    /// @param home  root of the project
    /// @param files from there
    /// @throws IOException when one is not there
    public static int count(Path home, List<String> files) throws IOException {
        int lines = 0;
        for (String file : files) {
            lines += count(Files.readString(home.resolve(file)));
        }
        return lines;
    }

    static int count(String source) {
        int lines = 0;
        boolean code = false;
        In in = In.CODE;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\n') {
                lines += code ? 1 : 0;
                code = false;
                in = in == In.LINE_COMMENT ? In.CODE : in;
                continue;
            }
            switch (in) {
                case CODE -> {
                    if (source.startsWith("//", i)) {
                        in = In.LINE_COMMENT;
                    } else if (source.startsWith("/*", i)) {
                        in = In.BLOCK_COMMENT;
                        i++;
                    } else if (source.startsWith("\"\"\"", i)) {
                        in = In.TEXT_BLOCK;
                        code = true;
                        i += 2;
                    } else {
                        in = c == '"' ? In.STRING : c == '\'' ? In.CHARACTER : In.CODE;
                        code |= !Character.isWhitespace(c);
                    }
                }
                case LINE_COMMENT -> {
                }
                case BLOCK_COMMENT -> {
                    if (source.startsWith("*/", i)) {
                        in = In.CODE;
                        i++;
                    }
                }
                case STRING, CHARACTER -> {
                    code = true;
                    if (c == '\\') {
                        i++;
                    } else if (c == (in == In.STRING ? '"' : '\'')) {
                        in = In.CODE;
                    }
                }
                case TEXT_BLOCK -> {
                    code |= !Character.isWhitespace(c);
                    if (c == '\\') {
                        i++;
                    } else if (source.startsWith("\"\"\"", i)) {
                        in = In.CODE;
                        i += 2;
                    }
                }
            }
        }
        return lines + (code ? 1 : 0);
    }
}
