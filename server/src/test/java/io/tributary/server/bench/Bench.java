package io.tributary.server.bench;

import io.tributary.server.Carriers;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs one benchmark, or lists them.
@Command(
    name = "bench",
    description = "Runs a benchmark; without a name lists them.",
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final int FALLS_SHORT = 3;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The benchmark.")
  private @Nullable String name;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures here.")
  private @Nullable Path json;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long 'slow' reads (default ${DEFAULT-VALUE}).")
  private int seconds = 300;

  private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

  private List<Benchmark> benchmarks() {
    return List.of(
        new DemoQueryBenchmark(),
        new PlanBenchmark(),
        new ShippedBenchmark(),
        ReadBenchmark.ofAllColumns(),
        ReadBenchmark.ofFewColumns(),
        new WriteBenchmark(),
        new FederatedBenchmark(),
        new StreamBenchmark(),
        new SmallBenchmark(),
        new ConcurrentBenchmark(),
        new TrinoBenchmark(),
        new SlowReaderBenchmark(Duration.ofSeconds(seconds)));
  }

  public static void main(String[] arguments) {
    Carriers.provide();
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (name == null) {
      benchmarks().forEach(known -> out.printf("%-14s %s%n", known.name(), known.description()));
      return CommandLine.ExitCode.OK;
    }
    for (Benchmark benchmark : benchmarks()) {
      if (benchmark.name().equals(name)) {
        return run(benchmark);
      }
    }
    System.err.printf("There is no benchmark '%s'; ./tributary bench lists them.%n", name);
    return CommandLine.ExitCode.USAGE;
  }

  private int run(Benchmark benchmark) throws Exception {
    var report =
        new BenchReport(
            benchmark.name(), Machine.current(), benchmark.run(line -> System.err.println(line)));
    report.print(out);
    if (json != null) {
      report.writeJson(json);
    }
    return report.reachesAllTargets() ? CommandLine.ExitCode.OK : FALLS_SHORT;
  }
}
