package pudding.plain;

import java.util.List;
import java.util.function.UnaryOperator;
import pudding.contract.BatchCodec;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Flags;
import pudding.contract.Ingest;
import pudding.contract.Launch;
import pudding.contract.suite.Subject;

/// The plain server, as each of the classes below puts it to the contract by one model.
interface PlainSubject extends Subject {

    @Override
    default Launch.Running start(UnaryOperator<BatchConsumer> wrap, String... flags) throws Exception {
        Options options = Options.from(Flags.parse(flags, Options.flags()));
        Counters counters = new Counters();
        return Server.start(options, wrap.apply(new Ingest(new BatchCodec(), counters)), counters);
    }

    @Override
    default Class<?> mainClass() {
        return Main.class;
    }

    @Override
    List<String> modelFlags();
}
