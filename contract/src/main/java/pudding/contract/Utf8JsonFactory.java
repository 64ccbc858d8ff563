package pudding.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;

/// Makes parsers for UTF-8 alone: the stock factory guesses UTF-16 and UTF-32 from the first bytes and skips a
/// byte order mark, none of which RFC 8259 §8.1 lets a sender use.
@SuppressWarnings("serial")
final class Utf8JsonFactory extends JsonFactory {

    private final boolean checksNames;

    /// @param checksNames whether its parsers refuse a member that is given twice
    Utf8JsonFactory(JsonFactoryBuilder builder, boolean checksNames) {
        super(builder);
        this.checksNames = checksNames;
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) {
        return new Parser(this, data, offset, length, context);
    }

    private static final class Parser extends UTF8StreamJsonParser {

        Parser(Utf8JsonFactory factory, byte[] data, int offset, int length, IOContext context) {
            super(context, factory._parserFeatures, null, factory._objectCodec,
                    factory._byteSymbolCanonicalizer.makeChildOrPlaceholder(factory._factoryFeatures), data, offset,
                    offset + length, 0, false);
            if (factory.checksNames) {
                _parsingContext = new MemberNames(this);
            }
        }
    }
}
