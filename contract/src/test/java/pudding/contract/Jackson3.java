package pudding.contract;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// [JsonRules] in the settings of Jackson 3; for benchmarks.
final class Jackson3 {

    private Jackson3() {
    }

    /// @param checksNames whether a member that is given twice is refused
    static JsonStep.Reader databind(boolean checksNames) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(16).maxNameLength(256).maxNumberLength(64).maxStringLength(1 << 20).build())
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, checksNames)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .recyclerPool(JsonRecyclerPools.newBoundedPool(64))
                .build();
        ObjectReader reader = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build().readerFor(TelemetryBatch.class);
        return reader::readValue;
    }
}
