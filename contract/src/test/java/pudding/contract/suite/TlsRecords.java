package pudding.contract.suite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a peer sent in plain records of TLS 1.2 (RFC 5246 §6.2.1).
final class TlsRecords {

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private TlsRecords() {
    }

    /// Names what is in them, the messages of the handshake first: `handshake 2` with the message's type, `alert 2` with
    /// its level, `record 20` for any other.
    static List<String> contents(byte[] bytes) {
        ByteBuffer records = ByteBuffer.wrap(bytes);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        List<String> others = new ArrayList<>();
        while (records.hasRemaining()) {
            int type = records.get();
            records.getShort(); // its version
            byte[] content = new byte[Short.toUnsignedInt(records.getShort())];
            records.get(content);
            switch (type) {
                case HANDSHAKE -> messages.writeBytes(content);
                case ALERT -> others.add("alert " + content[0]);
                default -> others.add("record " + type);
            }
        }
        List<String> names = types(ByteBuffer.wrap(messages.toByteArray()));
        names.addAll(others);
        return names;
    }

    private static List<String> types(ByteBuffer messages) {
        List<String> types = new ArrayList<>();
        while (messages.hasRemaining()) {
            int header = messages.getInt();
            types.add("handshake " + (header >>> 24));
            messages.position(messages.position() + (header & 0xFF_FFFF));
        }
        return types;
    }
}
