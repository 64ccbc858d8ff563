package pudding.bench.measure.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pudding.bench.server.TestHome;
import pudding.contract.BatchCodec;
import pudding.contract.Digest;

class MessagesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void theVectorsAreThoseOfTheDocument() throws Exception {
        String document = Files.readString(TestHome.root().resolve("docs/CONTRACT.md"));
        List<JsonNode> texts = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        Matcher row = Pattern.compile("(?m)^\\| (?:`(\\{.*})`|the example above) \\| `([0-9a-f]{16})` \\|$")
                .matcher(document);
        while (row.find()) {
            texts.add(JSON.readTree(row.group(1) == null ? example(document) : row.group(1)));
            digests.add(row.group(2));
        }

        assertThat(digests).hasSize(3).containsExactlyElementsOf(
                Messages.VECTORS.stream().map(Messages.Vector::digest).toList());
        assertThat(Messages.VECTORS.stream().map(Messages.Vector::text).map(MessagesTest::tree))
                .containsExactlyElementsOf(texts);
    }

    @Test
    void theServersOwnCodeFindsTheirDigests() throws Exception {
        for (Messages.Vector vector : Messages.VECTORS) {
            byte[] bytes = vector.text().getBytes(StandardCharsets.UTF_8);
            assertThat(Digest.hex(Digest.of(new BatchCodec().read(bytes, 0, bytes.length))))
                    .isEqualTo(vector.digest());
        }
    }

    /// The first block of JSON.
    private static String example(String document) {
        int start = document.indexOf("```json") + "```json".length();
        return document.substring(start, document.indexOf("```", start));
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
