package io.tributary.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.testing.Eventually;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;

final class RunningQueryTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void aQueryIsCancelledWhileItFails() throws Exception {
    endWhileFailing(RunningQuery::cancel);
  }

  @Test
  void aQueryIsClosedWhileItFails() throws Exception {
    endWhileFailing(RunningQuery::close);
  }

  /// Whoever retries attempts keeps cancelling out while it hands a failure over.
  private static void endWhileFailing(Consumer<RunningQuery> ending) throws Exception {
    SlowlyTold database = new SlowlyTold();
    Broken opening = new Broken();
    // Closing it would wait for what does not end.
    ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor();
    try (ConnectionPool pool = new ConnectionPool("sales", settings("jdbc:none:"))) {
      var query = new RunningQuery(opening, pool, new JdbcErrors("sales", database), starters);
      query.start(List.of());
      opening.begin.countDown();
      database.asked.await();
      Thread ender = Thread.ofPlatform().daemon().start(() -> ending.accept(query));
      Eventually.holds(
          "the end waits for the failure", SOON, () -> ender.getState() == Thread.State.BLOCKED);

      database.told.countDown();

      assertThat(ender.join(SOON)).isTrue();
    }
  }

  @Test
  void aQueryIsClosedThoughItsDriverBreaksWhenItIsAskedToCancel() throws Exception {
    ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor();
    try (ConnectionPool pool = new ConnectionPool("sales", settings("jdbc:h2:mem:"));
        Uncancellable opening = new Uncancellable(pool)) {
      var errors = new JdbcErrors("sales", new SlowlyTold());
      var query = new RunningQuery(opening, pool, errors, starters);
      query.start(List.of());
      opening.sent.await();

      Thread closer = Thread.ofPlatform().daemon().start(query::close);

      assertThat(closer.join(SOON)).isTrue();
    }
  }

  private static ConnectionSettings settings(String url) {
    return new ConnectionSettings(url, Map.of(), Optional.empty(), 1, Duration.ofSeconds(1), true);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Broken implements RunningQuery.Opening {
    private final CountDownLatch begin = new CountDownLatch(1);

    @Override
    public Optional<Connection> connect() {
      await(begin);
      throw new IllegalStateException("the driver is broken on purpose");
    }

    @Override
    public RowStream rows(Connection connection, List<FieldVector> vectors) {
      throw new UnsupportedOperationException();
    }
  }

  /// Waits for a server that cannot be asked to stop.
  private static final class Uncancellable implements RunningQuery.Opening, RowStream {
    private final ConnectionPool pool;
    private final CountDownLatch sent = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    private Uncancellable(ConnectionPool pool) {
      this.pool = pool;
    }

    @Override
    public Optional<Connection> connect() throws SQLException {
      return Optional.of(pool.lease());
    }

    @Override
    public RowStream rows(Connection connection, List<FieldVector> vectors) {
      return this;
    }

    @Override
    public void start() {
      sent.countDown();
      await(answered);
    }

    @Override
    public boolean isSent() {
      return true;
    }

    @Override
    public long move(int row) {
      return END;
    }

    @Override
    public void cancel() {
      throw new IllegalStateException("the driver is broken on purpose");
    }

    @Override
    public boolean mustBeStopped() {
      return true;
    }

    @Override
    public void close() {
      answered.countDown();
    }
  }

  /// Takes its time to say what a failure means.
  private static final class SlowlyTold implements JdbcDatabase {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);

    @Override
    public ErrorCode code(SQLException failure) {
      asked.countDown();
      await(told);
      return ErrorCode.SOURCE_ERROR;
    }

    @Override
    public boolean isMomentary(SQLException failure, boolean sent) {
      return false;
    }

    @Override
    public SqlDialectTraits dialect() {
      throw new UnsupportedOperationException();
    }

    @Override
    public JdbcCatalog catalog(Connection connection) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ColumnReader> columns(
        ResultSet result, List<FieldVector> vectors, JdbcErrors errors) {
      throw new UnsupportedOperationException();
    }
  }
}
