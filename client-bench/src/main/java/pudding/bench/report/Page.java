package pudding.bench.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The frame of a page that is one file: style, scripts and the charting library inside, and a policy by which a
/// browser runs these and asks no one for anything.
final class Page {

    private static final String STYLE = "/page/page.css";
    private static final List<String> SCRIPTS = List.of("/page/tables.js", "/page/page.js");

    /// What draws where there is no page.
    private static final String WITHOUT_BROWSER = "engine.js";

    private Page() {
    }

    /// The whole file.
    ///
    /// @param title of the browser's window
    /// @param body  what stands in it
    static String of(String title, Html body) {
        String style = Resource.text(STYLE);
        List<String> scripts = Stream.concat(Charts.SCRIPTS.stream().filter(name -> !name.equals(WITHOUT_BROWSER))
                .map(name -> "/charts/" + name), SCRIPTS.stream()).map(Resource::text).toList();
        return Resource.text("/page/page.html")
                .replace("${head}", head(title, scripts, List.of(style)))
                .replace("${style}", style)
                .replace("${scripts}", scripts.stream().map(script -> "<script>" + script + "</script>\n")
                        .collect(Collectors.joining()))
                .replace("${body}", body.toString());
    }

    /// What stands in the head of every page, its policy first.
    ///
    /// @param title   of the browser's window
    /// @param scripts those that the page holds; no other runs
    /// @param styles  likewise
    static String head(String title, List<String> scripts, List<String> styles) {
        return Resource.text("/page/head.html")
                .replace("${title}", Html.escaped(title))
                .replace("${scriptHashes}", hashes(scripts))
                .replace("${styleHashes}", hashes(styles));
    }

    private static String hashes(List<String> texts) {
        return texts.stream().map(Page::hash).collect(Collectors.joining(" "));
    }

    /// As a content security policy names a script or a style (CSP 3, section 2.3.1).
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
