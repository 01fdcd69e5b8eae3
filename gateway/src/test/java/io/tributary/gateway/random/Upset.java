package io.tributary.gateway.random;

import io.tributary.testing.MariaDbServer;
import io.tributary.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Does harm to the servers of a federation, and knows when.
final class Upset {
  private static final int NO_SUCH_THREAD = 1094;

  private final PostgresServer postgres;
  private final MariaDbServer mariaDb;
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();

  Upset(PostgresServer postgres, MariaDbServer mariaDb) {
    this.postgres = postgres;
    this.mariaDb = mariaDb;
  }

  /// A moment, to ask [#since] with.
  ///
  /// @param ended how many upsets were over
  record Moment(long ended) {}

  Moment now() {
    return new Moment(ended.get());
  }

  /// Whether anything happened that was not over at a moment before.
  boolean since(Moment before) {
    return begun.get() > before.ended;
  }

  /// Cuts connections, or ends queries, of a server's; one at a time, as it would cut its own.
  synchronized void some(Random random) throws SQLException {
    begun.incrementAndGet();
    try {
      switch (random.nextInt(4)) {
        case 0 -> postgres("pg_terminate_backend");
        case 1 -> postgres("pg_cancel_backend");
        case 2 -> mariaDb("CONNECTION");
        default -> mariaDb("QUERY");
      }
    } finally {
      ended.incrementAndGet();
    }
  }

  /// Ends a server, and starts it again.
  synchronized void crash(Random random) {
    begun.incrementAndGet();
    try {
      if (random.nextBoolean()) {
        postgres.crash(() -> {});
      } else {
        mariaDb.crash();
      }
    } finally {
      ended.incrementAndGet();
    }
  }

  private void postgres(String how) {
    postgres.execute(
        "SELECT %s(pid) FROM pg_stat_activity WHERE application_name = 'tributary'".formatted(how));
  }

  private void mariaDb(String what) throws SQLException {
    try (Connection connection = mariaDb.connect();
        Statement statement = connection.createStatement()) {
      List<Long> others = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT ID FROM information_schema.PROCESSLIST"
                  + " WHERE ID <> CONNECTION_ID() AND USER = 'root'")) {
        while (rows.next()) {
          others.add(rows.getLong(1));
        }
      }
      for (long other : others) {
        try {
          statement.execute("KILL %s %d".formatted(what, other));
        } catch (SQLException e) {
          if (e.getErrorCode() != NO_SUCH_THREAD) {
            throw e;
          }
        }
      }
    }
  }

  /// How many connections the servers have of the federation.
  int connections() throws SQLException {
    int connections;
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tributary'")) {
      rows.next();
      connections = rows.getInt(1);
    }
    return connections + ofMariaDb("TRUE");
  }

  /// How many queries the servers work on.
  int runningQueries() throws SQLException {
    int running;
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE application_name = 'tributary' AND state <> 'idle'")) {
      rows.next();
      running = rows.getInt(1);
    }
    return running + ofMariaDb("COMMAND IN ('Query', 'Execute')");
  }

  private int ofMariaDb(String condition) throws SQLException {
    try (Connection connection = mariaDb.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM information_schema.PROCESSLIST"
                    + " WHERE ID <> CONNECTION_ID() AND USER = 'root' AND "
                    + condition)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
