package pudding.bench.report;

/// Writes HTML: names of elements and attributes are the program's own, and all else is escaped.
final class Html {

    private final StringBuilder out = new StringBuilder();

    /// Begins an element.
    ///
    /// @param attributes names and values in turn
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1])).append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /// An element that holds a text alone.
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    /// A part that was written the same way.
    Html part(Html other) {
        out.append(other.out);
        return this;
    }

    /// Data for a script, which no parser of HTML takes for anything else. It is no text of the page, so that JSON's own
    /// escape does what `&lt;` would.
    Html data(Object data) {
        out.append("<script type=\"application/json\">").append(Json.compact(data).replace("<", "\\u003c"))
                .append("</script>\n");
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /// Fit for an element's text and for an attribute in double quotes.
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
