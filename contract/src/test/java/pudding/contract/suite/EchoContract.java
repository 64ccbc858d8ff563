package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that come back from `/echo`: how frames become messages (RFC 6455 §5.4), and ping and pong (§5.5).
interface EchoContract extends Contract {

    @Test
    default void echoIsThereOnlyWithItsFlag() throws Exception {
        try (TestServer server = serve()) {
            assertThat(server.tls().request(Requests.upgrade("/echo")).status()).isEqualTo(404);
        }
    }

    // RFC 6455 §5.2: 7, 7+16 and 7+64 bits of length.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 65_537, 200_000})
    @Clause({"RFC 6455 §5.2", "RFC 6455 §5.3", "RFC 6455 §5.6"})
    default void textAndBinaryMessagesOfEveryLengthFormComeBack(int length) throws Exception {
        try (TestServer server = serve("--echo", "--max-message-bytes", "200000")) {
            RawPeer peer = server.open("/echo");
            byte[] text = Frames.utf8("x".repeat(length));
            peer.send(Frames.frame(Frames.FIN | Frames.TEXT, text));
            assertThat(peer.readMessage(Frames.TEXT)).isEqualTo(text);
            byte[] binary = new byte[length];
            new Random(length).nextBytes(binary);
            peer.send(Frames.frame(Frames.FIN | Frames.BINARY, binary));
            assertThat(peer.readMessage(Frames.BINARY)).isEqualTo(binary);
        }
    }

    @Test
    @Clause("RFC 6455 §5.2")
    default void messagesOfSixteenMebibytesComeBack() throws Exception {
        int length = 16 << 20;
        try (TestServer server = serve("--echo", "--max-message-bytes", Integer.toString(length))) {
            RawPeer peer = server.open("/echo");
            byte[] binary = new byte[length];
            new Random(1).nextBytes(binary);
            peer.send(Frames.frame(Frames.FIN | Frames.BINARY, binary));
            assertThat(peer.readMessage(Frames.BINARY)).isEqualTo(binary);
            byte[] text = Frames.utf8("\uD83C\uDF6E".repeat(length / 4));
            peer.send(Frames.frame(Frames.FIN | Frames.TEXT, text));
            assertThat(peer.readMessage(Frames.TEXT)).isEqualTo(text);
        }
    }

    @Test
    @Clause("RFC 6455 §6.2")
    default void aMessageSpreadOverManyTlsRecordsAndManyMessagesInOneRecordComeBack() throws Exception {
        try (TestServer server = serve("--echo")) {
            RawPeer peer = server.open("/echo");
            byte[] large = Frames.utf8("y".repeat(60_000));
            byte[] frame = Frames.frame(Frames.FIN | Frames.TEXT, large);
            for (int from = 0; from < frame.length; from += 7_000) {
                peer.send(Arrays.copyOfRange(frame, from, Math.min(frame.length, from + 7_000)));
            }
            assertThat(peer.readMessage(Frames.TEXT)).isEqualTo(large);
            peer.send(Frames.concat(Frames.text("a"), Frames.text("b"), Frames.text("c")));
            peer.expectText("a");
            peer.expectText("b");
            peer.expectText("c");
        }
    }

    @Test
    @Clause("RFC 6455 §6.2")
    default void framesThatArriveByteByByteComeBack() throws Exception {
        try (TestServer server = serve("--echo")) {
            RawPeer peer = server.open("/echo");
            String text = "Käse ☃ \uD83C\uDF6E".repeat(20);
            peer.sendSingly(Frames.concat(Frames.text(text), Frames.frame(Frames.FIN | Frames.PING, 1),
                    Frames.text("b")));
            peer.expectText(text);
            assertThat(peer.readFrame().firstByte()).isEqualTo(Frames.FIN | Frames.PONG);
            peer.expectText("b");
        }
    }

    // RFC 6455 §5.4; a character may be split between frames (§5.6).
    @Test
    @Clause({"RFC 6455 §5.4", "RFC 6455 §5.6"})
    default void aMessageInFragmentsOfOneByteComesBackWhole() throws Exception {
        try (TestServer server = serve("--echo")) {
            RawPeer peer = server.open("/echo");
            byte[] text = Frames.utf8("κόσμε ☃ \uD83C\uDF6E".repeat(20));
            peer.send(Frames.inSingleByteFragments(Frames.TEXT, text));
            assertThat(peer.readMessage(Frames.TEXT)).isEqualTo(text);
            byte[] binary = new byte[1_000];
            new Random(2).nextBytes(binary);
            peer.send(Frames.inSingleByteFragments(Frames.BINARY, binary));
            assertThat(peer.readMessage(Frames.BINARY)).isEqualTo(binary);
        }
    }

    @Test
    @Clause("RFC 6455 §5.4")
    default void fragmentsMayBeEmpty() throws Exception {
        try (TestServer server = serve("--echo")) {
            RawPeer peer = server.open("/echo");
            byte[] none = {};
            byte[] more = Frames.frame(Frames.CONTINUATION, none);
            byte[] last = Frames.frame(Frames.FIN | Frames.CONTINUATION, none);
            peer.send(Frames.concat(Frames.frame(Frames.TEXT, none), more, Frames.frame(Frames.CONTINUATION, 'h', 'i'),
                    more, last));
            peer.expectText("hi");
            peer.send(Frames.concat(Frames.frame(Frames.TEXT, none), more, last));
            peer.expectText("");
        }
    }

    // RFC 6455 §5.4: control frames MAY be injected in the middle of a fragmented message.
    @Test
    @Clause({"RFC 6455 §5.4", "RFC 6455 §5.5.2"})
    default void controlFramesBetweenFragmentsAreAnsweredAtOnce() throws Exception {
        try (TestServer server = serve("--echo")) {
            RawPeer peer = server.open("/echo");
            peer.send(Frames.frame(Frames.TEXT, 'a'));
            peer.send(Frames.frame(Frames.FIN | Frames.PING, 'p'));
            ReceivedFrame pong = peer.readFrame();
            assertThat(pong.firstByte()).isEqualTo(Frames.FIN | Frames.PONG);
            assertThat(pong.text()).isEqualTo("p");
            peer.send(Frames.frame(Frames.FIN | Frames.PONG, 'q'));
            peer.send(Frames.frame(Frames.FIN | Frames.CONTINUATION, 'b'));
            peer.expectText("ab");
        }
    }

    @Test
    @Clause({"RFC 6455 §5.4", "RFC 6455 §5.5.1"})
    default void aCloseBetweenFragmentsIsAnswered() throws Exception {
        try (TestServer server = serve("--echo")) {
            RawPeer peer = server.open("/echo");
            peer.send(Frames.concat(Frames.frame(Frames.TEXT, 'a'), Frames.close(1000)));
            peer.expectClose(1000);
            peer.expectEnd();
        }
    }

    // RFC 6455 §5.5.2, §5.5.3: a Pong with identical application data.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125})
    @Clause({"RFC 6455 §5.5.2", "RFC 6455 §5.5.3"})
    default void pingIsAnsweredByAPongWithItsPayload(int length) throws Exception {
        try (TestServer server = serve()) {
            JdkClient client = server.jdk("/ingest");
            byte[] payload = new byte[length];
            new Random(length).nextBytes(payload);
            client.sendPing(payload);
            assertThat(client.nextPong()).isEqualTo(ByteBuffer.wrap(payload));
        }
    }

    // RFC 6455 §5.5.3: a response to an unsolicited Pong is not expected.
    @Test
    @Clause("RFC 6455 §5.5.3")
    default void anUnsolicitedPongIsIgnored() throws Exception {
        try (TestServer server = serve()) {
            JdkClient client = server.jdk("/ack");
            client.sendPong(new byte[] {1, 2, 3});
            client.sendText(Batches.json(1));
            assertThat(client.nextText()).isEqualTo(Batches.receipt(1));
            assertThat(server.stats().rejected()).isEmpty();
        }
    }

    @Test
    default void theJdksClientGetsTextAndBinaryBack() throws Exception {
        try (TestServer server = serve("--echo")) {
            JdkClient client = server.jdk("/echo");
            client.sendText("Grüße");
            assertThat(client.nextText()).isEqualTo("Grüße");
            client.sendBinary(new byte[] {0, (byte) 0xFF});
            assertThat(client.nextBinary()).isEqualTo(ByteBuffer.wrap(new byte[] {0, (byte) 0xFF}));
        }
    }
}
