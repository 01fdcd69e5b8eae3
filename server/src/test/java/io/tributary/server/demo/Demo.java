package io.tributary.server.demo;

import io.grpc.StatusRuntimeException;
import io.tributary.server.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts PostgreSQL and a gateway, asks three questions over PostgreSQL and Parquet, and shows
/// what each source did.
@Command(
    name = "demo",
    description = "Federated queries over a real PostgreSQL and Parquet files.",
    mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {
  @Option(names = "--serve", description = "Stay up until Ctrl-C.")
  private boolean serve;

  private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  private final Progress progress = new Progress(out);

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Demo()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, SQLException, ConfigException, InterruptedException {
    out.println("Tributary demo: one SQL over a real PostgreSQL and Parquet files (TPC-H)");
    DemoGateway gateway = DemoGateway.start(progress::say);
    try {
      var report = new QueryReport(gateway.client(), out);
      DemoQuery.all().forEach(report::run);
    } catch (StatusRuntimeException e) {
      out.println("The query failed: " + e.getStatus().getDescription());
      return 1;
    }
    out.println();
    out.println(Invitation.text(gateway.grpcPort(), gateway.httpPort(), serve));
    if (serve) {
      out.println("Serving until Ctrl-C.");
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
