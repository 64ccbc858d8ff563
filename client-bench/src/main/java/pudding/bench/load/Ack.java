package pudding.bench.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What a server answers to one message: `{"seq":…,"digest":"…"}`.
///
/// @param seq    number of the message
/// @param digest digest of the record that the server made of it
record Ack(long seq, long digest) {

    private static final JsonFactory JSON = new JsonFactory();

    /// Reads an acknowledgement; null when it is none. Members may stand in any order, and others beside them.
    static @Nullable Ack read(byte[] text) {
        Long seq = null;
        Long digest = null;
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("seq") && value == JsonToken.VALUE_NUMBER_INT) {
                    seq = parser.getLongValue();
                } else if (name.equals("digest") && value == JsonToken.VALUE_STRING) {
                    String hex = parser.getText();
                    digest = hex.length() == 16 ? Long.valueOf(HexFormat.fromHexDigitsToLong(hex)) : null;
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException | NumberFormatException e) {
            return null;
        }
        return seq == null || digest == null ? null : new Ack(seq, digest);
    }
}
