package pudding.contract.suite;

/// Request heads as text, to be bent with [String#replace].
final class Requests {

    /// The example of RFC 6455 §1.3, and the accept value that answers it.
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private Requests() {
    }

    static String upgrade(String path) {
        return """
                GET %s HTTP/1.1
                Host: localhost
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Key: %s
                Sec-WebSocket-Version: 13

                """.formatted(path, KEY).replace("\n", "\r\n");
    }

    static String get(String path, String... fields) {
        StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
