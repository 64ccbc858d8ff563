/// What both servers are held to: the message, its JSON, UTF-8, digest, counters, TLS material,
/// flags, request rules, and the lines and replies that the bench reads.
@org.jspecify.annotations.NullMarked module pudding.contract {
    requires com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports pudding.contract;

    opens pudding.contract to
            com.fasterxml.jackson.databind;
}
