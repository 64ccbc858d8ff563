package pudding.bench.measure.ramp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long starts took, from the process's creation to its ready line, in ms, in order.
///
/// @param emptyMillis  of a JVM that does nothing but print the line, with the same flags on the same processors
/// @param plainMillis  of the server, as it is measured everywhere else
/// @param cachedMillis of the server with an AOT cache (JEP 483, 515); empty where none could be made
/// @param cacheBytes   size of that cache; null where there is none
public record Starts(List<Double> emptyMillis, List<Double> plainMillis, List<Double> cachedMillis,
        @Nullable Long cacheBytes) {

    public Starts {
        emptyMillis = List.copyOf(emptyMillis);
        plainMillis = List.copyOf(plainMillis);
        cachedMillis = List.copyOf(cachedMillis);
    }
}
