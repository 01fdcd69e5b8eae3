package io.tributary.trino;

import io.trino.spi.TrinoException;
import io.trino.spi.catalog.CatalogName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has Trino add the catalogs of new sources and drop those of sources that are gone.
///
/// Trino asks a store for its catalogs when it starts and never again: later it has to be told, by
/// statements. It stops no store either, so that the thread is one that the JVM does not wait for.
final class CatalogWatcher {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogWatcher.class);

  private static final String CONNECTOR = TributaryConnectorFactory.NAME;
  private static final int MOST_DOUBLINGS = 4;

  private final SourceCatalogs sources;
  private final TrinoClient trino;
  private final Duration interval;

  /// Since Trino last did all that it was told. Only the thread uses it.
  private int failedRounds;

  CatalogWatcher(SourceCatalogs sources, TrinoClient trino, Duration interval) {
    this.sources = sources;
    this.trino = trino;
    this.interval = interval;
  }

  void start() {
    Thread.ofVirtual().name("tributary-catalogs").start(this::watch);
  }

  private void watch() {
    Set<String> told = Set.of();
    try {
      while (true) {
        Thread.sleep(pause());
        Set<String> problems = follow();
        if (!problems.equals(told)) {
          tell(problems);
          told = problems;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Statements that fail stand in Trino's history of queries, and must not fill it.
  private Duration pause() {
    return interval.multipliedBy(1L << Math.min(failedRounds, MOST_DOUBLINGS));
  }

  /// What fails is tried again and again; the log needs to know once.
  private static void tell(Set<String> problems) {
    if (problems.isEmpty()) {
      LOG.info("The catalogs follow the gateway's sources again");
    }
    problems.forEach(
        problem -> LOG.warn("The catalogs do not follow the gateway's sources: {}", problem));
  }

  /// Looks once.
  ///
  /// @return what went wrong
  private Set<String> follow() {
    Set<String> problems = new LinkedHashSet<>();
    try {
      Set<CatalogName> atGateway = sources.atGateway().keySet();
      Set<CatalogName> inTrino = sources.inTrino();
      for (CatalogName catalog : missing(atGateway, inTrino)) {
        run("CREATE CATALOG %s USING %s".formatted(quoted(catalog), CONNECTOR), problems);
      }
      for (CatalogName catalog : missing(inTrino, atGateway)) {
        run("DROP CATALOG %s".formatted(quoted(catalog)), problems);
      }
      failedRounds = problems.isEmpty() ? 0 : failedRounds + 1;
    } catch (TrinoException error) {
      problems.add(error.getRawMessage());
    } catch (RuntimeException error) {
      // A fault of ours must not end the thread.
      LOG.error("The catalogs could not be compared with the gateway's sources", error);
    }
    return problems;
  }

  private static List<CatalogName> missing(Set<CatalogName> wanted, Set<CatalogName> present) {
    return wanted.stream().filter(catalog -> !present.contains(catalog)).toList();
  }

  private void run(String sql, Set<String> problems) {
    try {
      trino.run(sql);
      LOG.info("Trino was told: {}", sql);
    } catch (SQLException error) {
      problems.add("%s: %s".formatted(sql, reason(error)));
    }
  }

  /// The outer message has the query's id, which is another one each time.
  private static String reason(SQLException error) {
    Throwable innermost = error;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage());
  }

  private static String quoted(CatalogName catalog) {
    return "\"%s\"".formatted(catalog.toString().replace("\"", "\"\""));
  }
}
