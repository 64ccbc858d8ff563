package pudding.contract.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The clauses of RFCs that a test holds a server to; `docs/CONFORMANCE.md` lists the tests by them.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Clause {

    /// Each as `RFC 6455 §5.2`.
    String[] value();
}
