package io.tributary.server.demo;

import io.tributary.server.sql.GatewayClient;
import io.tributary.server.sql.TablePrinter;
import io.tributary.v1.FragmentStatistics;
import io.tributary.v1.QueryCompleted;
import io.tributary.v1.QueryStatistics;
import java.io.PrintWriter;
import java.util.Locale;

/// Runs a query and shows all that there is to see of it.
final class QueryReport {
  private final GatewayClient client;
  private final PrintWriter out;

  QueryReport(GatewayClient client, PrintWriter out) {
    this.client = client;
    this.out = out;
  }

  void run(DemoQuery query) {
    out.println();
    out.println("=== " + query.title());
    out.println();
    out.println(query.sql().indent(2));
    var table = new TablePrinter(out);
    QueryCompleted completed = client.query(query.sql(), table);
    table.finish();
    print(completed);
    out.flush();
  }

  private void print(QueryCompleted completed) {
    QueryStatistics statistics = completed.getStatistics();
    out.println();
    out.println("Fragments");
    for (FragmentStatistics fragment : statistics.getFragmentsList()) {
      out.printf(
          Locale.ROOT,
          "  %d  %-6s %s, %,.0f ms%n",
          fragment.getFragmentId(),
          fragment.getSource(),
          rows(fragment),
          fragment.getMilliseconds());
      out.print(fragment.getSql().indent(5));
    }
    out.printf(
        Locale.ROOT,
        "Total: %,d rows in %,.0f ms (route %s, planned in %,.0f ms)%n",
        completed.getRows(),
        statistics.getTotalMilliseconds(),
        statistics.getRoute(),
        statistics.getPlanningMilliseconds());
  }

  private static String rows(FragmentStatistics fragment) {
    return fragment.getRows() < 0
        ? "read in place by DuckDB"
        : String.format(Locale.ROOT, "%,d rows", fragment.getRows());
  }
}
