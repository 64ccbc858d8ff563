package pudding.contract;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a parser stands, and which members it has met in each object that it is within; belongs to one parser.
///
/// Refuses a member that is given twice, as Jackson's own STRICT_DUPLICATE_DETECTION does, but without a new set
/// for each object: a place for each depth is kept and used again, and few names are compared one by one.
final class MemberNames extends JsonReadContext {

    /// A member is given twice.
    @SuppressWarnings("serial")
    static final class GivenTwiceException extends JsonParseException {

        private GivenTwiceException(JsonParser parser) {
            super(parser, "A member is given twice");
        }
    }

    /// With more names than these, comparing each with all would let a peer buy much work with few bytes.
    private static final int FEW = 8;

    private static final String[] NONE = {};

    private final JsonParser parser;
    private String[] few = NONE;
    private int count;
    private @Nullable Set<String> many;
    private @Nullable MemberNames child;

    /// The place of the message itself.
    MemberNames(JsonParser parser) {
        this(parser, null, 0, TYPE_ROOT, 1, 0);
    }

    private MemberNames(JsonParser parser, @Nullable MemberNames parent, int depth, int type, int line, int column) {
        super(parent, depth, null, type, line, column);
        this.parser = parser;
    }

    @Override
    public JsonReadContext createChildArrayContext(int line, int column) {
        return child(TYPE_ARRAY, line, column);
    }

    @Override
    public JsonReadContext createChildObjectContext(int line, int column) {
        return child(TYPE_OBJECT, line, column);
    }

    private JsonReadContext child(int type, int line, int column) {
        if (child == null) {
            child = new MemberNames(parser, this, getNestingDepth() + 1, type, line, column);
        } else {
            child.reset(type, line, column);
        }
        return child;
    }

    @Override
    public void reset(int type, int line, int column) {
        super.reset(type, line, column);
        count = 0;
        many = null;
    }

    @Override
    public void setCurrentName(String name) throws JsonProcessingException {
        super.setCurrentName(name);
        if (!isNew(name)) {
            throw new GivenTwiceException(parser);
        }
    }

    private boolean isNew(String name) {
        if (many != null) {
            return many.add(name);
        }
        for (int i = 0; i < count; i++) {
            if (few[i].equals(name)) {
                return false;
            }
        }
        if (count == FEW) {
            many = new HashSet<>(Arrays.asList(few));
            return many.add(name);
        }
        if (few.length == 0) {
            // Not before: arrays have no names.
            few = new String[FEW];
        }
        few[count++] = name;
        return true;
    }
}
