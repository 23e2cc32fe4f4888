package org.copyhold.bench;

import org.copyhold.bench.micro.SealingMicro;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.IOException;
import java.util.Collection;

/** The JMH benchmarks, as lines of the table. */
final class MicroBench {
    private static final int WARM_UPS = 3;
    private static final int ITERATIONS = 5;
    private static final TimeValue A_SECOND = TimeValue.seconds(1);

    private final Table table;

    MicroBench(Table table) {
        this.table = table;
    }

    void run() throws IOException {
        var options =
                new OptionsBuilder()
                        .include(SealingMicro.class.getPackageName() + ".*")
                        .forks(1)
                        .warmupIterations(WARM_UPS)
                        .warmupTime(A_SECOND)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(A_SECOND)
                        .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
                        .verbosity(VerboseMode.SILENT)
                        .build();
        Bench.note("micro");
        try {
            report(new Runner(options).run());
        } catch (RunnerException e) {
            throw new IOException("JMH cannot run the benchmarks", e);
        }
    }

    private void report(Collection<RunResult> results) {
        for (var result : results) {
            var what = new StringBuilder(result.getPrimaryResult().getLabel());
            var parameters = result.getParams();
            for (var name : parameters.getParamsKeys()) {
                what.append(' ').append(parameters.getParam(name));
            }
            var score = result.getPrimaryResult();
            table.row(
                    what.toString(),
                    "%,.1f %s".formatted(score.getScore(), score.getScoreUnit()),
                    "-",
                    "-",
                    "-");
        }
    }
}
