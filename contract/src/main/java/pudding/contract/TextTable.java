package pudding.contract;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Short texts that come again and again, so that a string is made of each only once; safe for use by many threads
/// at once.
///
/// Bounded: each text has one place, by its ends and its length, and takes it from the text before.
final class TextTable {

    private static final int PLACES = 256;
    private static final int MAX_CHARS = 16;

    /// Read and written without order between threads: a string is whole wherever it is seen.
    private final @Nullable String[] texts = new String[PLACES];

    /// The text of the parser's current token.
    String text(JsonParser in) throws IOException {
        char[] chars = in.getTextCharacters();
        int length = in.getTextLength();
        if (length == 0 || length > MAX_CHARS) {
            return in.getText();
        }
        int offset = in.getTextOffset();
        int place = (31 * chars[offset] + 7 * chars[offset + length - 1] + length) & PLACES - 1;
        @Nullable String known = texts[place];
        if (known != null && equal(known, chars, offset, length)) {
            return known;
        }
        String text = new String(chars, offset, length);
        texts[place] = text;
        return text;
    }

    private static boolean equal(String text, char[] chars, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
