package io.tributary.connector.mysql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.testing.Eventually;
import io.tributary.testing.MariaDbServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MysqlDatabaseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ENDLESS =
      "SELECT count(*) FROM test.seq_1_to_1000000000000 WHERE seq % 7 = 8";

  @Test
  void theServerStopsWhateverRunsOnAConnection() throws Exception {
    try (MariaDbServer server = MariaDbServer.start();
        ConnectionPool pool = new ConnectionPool("shop", settings(server));
        Connection connection = pool.connect();
        Statement statement = connection.createStatement();
        ExecutorService asker = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> running = asker.submit(() -> statement.execute(ENDLESS));
      Eventually.holds("the query runs", PATIENCE, () -> runs(server));

      new MysqlDatabase("shop", pool).cancel(connection);

      assertThatThrownBy(() -> running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .hasCauseInstanceOf(SQLException.class)
          .hasMessageContaining("interrupted");
    }
  }

  private static ConnectionSettings settings(MariaDbServer server) {
    return new ConnectionSettings(
        server.jdbcUrl(""),
        MysqlDatabase.driverProperties(server.user(), Optional.empty(), PATIENCE),
        Optional.empty(),
        1,
        PATIENCE);
  }

  private static boolean runs(MariaDbServer server) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM information_schema.PROCESSLIST WHERE INFO = '%s'"
                    .formatted(ENDLESS))) {
      return row.next() && row.getInt(1) == 1;
    }
  }
}
