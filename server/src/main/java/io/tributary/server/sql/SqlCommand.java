package io.tributary.server.sql;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tributary.v1.FragmentStatistics;
import io.tributary.v1.QueryCompleted;
import io.tributary.v1.QueryStatistics;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs one query at a running gateway. Rows go to standard output, all else to standard error.
@Command(
    name = "sql",
    description = "Runs one query at a running gateway and prints the rows.",
    mixinStandardHelpOptions = true)
public final class SqlCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SELECT", description = "The query, as one argument.")
  private String sql = "";

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "The gateway's gRPC port (default ${DEFAULT-VALUE}).")
  private String server = "localhost:8815";

  @Option(names = "--tls", description = "The port speaks TLS.")
  private boolean tls;

  @Option(
      names = "--explain",
      description = "Say what each source would be asked instead of running the query.")
  private boolean explain;

  @Option(names = "--org", description = "The organisation to ask as.")
  private String organisation = "";

  @Option(
      names = "--api-key",
      description = "An API key (default: the environment variable TRIBUTARY_API_KEY).",
      defaultValue = "${env:TRIBUTARY_API_KEY:-}")
  private String apiKey = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (GatewayClient client = GatewayClient.connect(server, tls, headers())) {
      if (explain) {
        out.print(client.explain(sql));
        out.flush();
        return 0;
      }
      var table = new TablePrinter(out);
      QueryCompleted completed = client.query(sql, table);
      table.finish();
      err.println(summary(completed));
      return 0;
    } catch (StatusRuntimeException e) {
      out.flush();
      err.println(message(e.getStatus()));
      return 1;
    }
  }

  private Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    if (!organisation.isEmpty()) {
      headers.put("x-org-id", organisation);
    }
    if (!apiKey.isEmpty()) {
      headers.put("authorization", "Bearer " + apiKey);
    }
    return headers;
  }

  private String message(Status status) {
    String description = status.getDescription();
    if (status.getCode() == Status.Code.UNAVAILABLE && status.getCause() != null) {
      return "No gateway answers at %s. Start one: ./tributary serve".formatted(server);
    }
    return description == null ? "The query failed: " + status.getCode() : description;
  }

  private static String summary(QueryCompleted completed) {
    QueryStatistics statistics = completed.getStatistics();
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%,d %s in %.0f ms (%s, planned in %.0f ms)",
                completed.getRows(),
                completed.getRows() == 1 ? "row" : "rows",
                statistics.getTotalMilliseconds(),
                statistics.getRoute(),
                statistics.getPlanningMilliseconds()));
    for (FragmentStatistics fragment : statistics.getFragmentsList()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %s: %s, %.0f ms",
              fragment.getSource(),
              fragment.getRows() < 0
                  ? "read in place"
                  : String.format(Locale.ROOT, "%,d rows", fragment.getRows()),
              fragment.getMilliseconds()));
    }
    return text.toString();
  }
}
