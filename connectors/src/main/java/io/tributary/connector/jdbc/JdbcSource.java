package io.tributary.connector.jdbc;

import io.tributary.connector.Caller;
import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.HeldRead;
import io.tributary.connector.NativeQuerySetting;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A database read through its JDBC driver.
public final class JdbcSource implements SqlSource {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcSource.class);

  /// A table that somebody locks keeps the database from describing what reads it.
  private static final int DESCRIPTION_SECONDS = 30;

  /// A table is read as one where somebody locks it for so long: that waits no longer than the
  /// query may.
  private static final int HOLD_SECONDS = 5;

  private final String name;
  private final ConnectionPool pool;
  private final JdbcDatabase database;
  private final JdbcErrors errors;
  private final RetriedQuestions questions;
  private final ExecutorService starters;
  private final Optional<JdbcWriter> writer;
  private final boolean takesNativeQueries;

  /// One for each connection that reads in parts may have together: a half, so that what is kept
  /// for readers who take their time keeps nobody out.
  private final Semaphore forParts;

  /// A database that is only read.
  ///
  /// @param pool to be closed with the source
  public JdbcSource(String name, ConnectionPool pool, JdbcDatabase database) {
    this(name, pool, database, Optional.empty());
  }

  /// @param pool to be closed with the source
  /// @param writer to be closed with the source; empty where it may not be written to
  public JdbcSource(
      String name, ConnectionPool pool, JdbcDatabase database, Optional<JdbcWriter> writer) {
    this(name, pool, database, writer, false);
  }

  /// @param pool to be closed with the source
  /// @param writer to be closed with the source; empty where it may not be written to
  /// @param takesNativeQueries whether queries in the database's own SQL are taken
  public JdbcSource(
      String name,
      ConnectionPool pool,
      JdbcDatabase database,
      Optional<JdbcWriter> writer,
      boolean takesNativeQueries) {
    this.name = name;
    this.pool = pool;
    this.database = database;
    this.errors = new JdbcErrors(name, database);
    this.questions = new RetriedQuestions(pool, errors);
    Thread.Builder threads =
        database.computesInProcess() ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
    this.starters =
        Executors.newThreadPerTaskExecutor(threads.name("source-start-" + name).factory());
    this.writer = writer;
    this.takesNativeQueries = takesNativeQueries;
    this.forParts = new Semaphore(pool.size() / 2);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SqlDialectTraits dialect() {
    return database.dialect();
  }

  @Override
  public boolean isEngine() {
    return database.isEngine();
  }

  @Override
  public void test() {
    try {
      pool.test();
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  @Override
  public List<String> listSchemas() {
    return ask(JdbcCatalog::schemas);
  }

  @Override
  public TablePage listTables(Optional<String> schema, Optional<TableName> from, int limit) {
    return ask(catalog -> catalog.tables(schema, from, limit));
  }

  @Override
  public Optional<TableDescription> describe(TableName table) {
    return ask(catalog -> catalog.describe(table));
  }

  @Override
  public Map<TableName, List<ColumnDescription>> columns(List<TableName> tables) {
    return ask(catalog -> catalog.columns(tables));
  }

  @Override
  public TableStatistics statistics(TableName table) {
    return ask(catalog -> catalog.statistics(table));
  }

  /// In a thread of its own, for whoever plans has others to plan for.
  @Override
  public List<ColumnDescription> describeQuery(String sql) {
    Optional<NativeQueries> queries = database.nativeQueries();
    if (queries.isEmpty()) {
      return SqlSource.super.describeQuery(sql);
    }
    if (!takesNativeQueries) {
      throw NativeQuerySetting.off(name);
    }
    var description = new NativeDescription(name, queries.get(), errors);
    Optional<Caller> caller = asker();
    var question = new AbandonableQuestion<>(connection -> description.of(connection, sql), errors);
    Future<List<ColumnDescription>> described =
        starters.submit(() -> questions.onConnection(caller, question));
    try {
      return described.get(DESCRIPTION_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      question.abandon();
      throw new ConnectorException(
          ErrorCode.SOURCE_UNAVAILABLE,
          "source %s did not tell the columns of the query within %d seconds: a table that it reads may be locked"
              .formatted(name, DESCRIPTION_SECONDS),
          e);
    } catch (InterruptedException e) {
      question.abandon();
      Thread.currentThread().interrupt();
      throw errors.cancelled();
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  @Override
  public SourceRead read(SourceQuery query, BufferAllocator allocator) {
    database.admitReader(Caller.find());
    return JdbcRead.start(query, pool, errors, starters, allocator);
  }

  @Override
  public Optional<HeldRead> hold(SourceQuery query) {
    database.admitReader(Caller.find());
    int wanted = Math.min(query.partitions(), database.partitions());
    int most = Math.min(wanted, forParts.availablePermits() - JdbcHeldRead.KEEPERS);
    int connections = most + JdbcHeldRead.KEEPERS;
    if (query.scan().isEmpty() || most < 2 || !forParts.tryAcquire(connections)) {
      return Optional.empty();
    }
    SourceQuery parted = query.forReaders(most);
    var question =
        new AbandonableQuestion<>(connection -> database.parts(connection, parted), errors);
    var holding =
        CompletableFuture.supplyAsync(() -> hold(parted, question, connections), starters);
    try {
      return holding.get(HOLD_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.debug("{} takes too long to part a table, which is read as one", name, e);
      abandon(question, holding);
      return Optional.empty();
    } catch (InterruptedException e) {
      abandon(question, holding);
      Thread.currentThread().interrupt();
      throw errors.cancelled();
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private Optional<HeldRead> hold(
      SourceQuery query, RetriedQuestions.Conversation<RangedScan> question, int connections) {
    Optional<HeldRead> held = Optional.empty();
    try {
      held =
          questions.retried(() ->
              JdbcHeldRead.hold(
                  query, question, pool, errors, starters, () -> forParts.release(connections)));
      return held;
    } finally {
      if (held.isEmpty()) {
        forParts.release(connections);
      }
    }
  }

  /// What is held too late is let go of.
  private static void abandon(
      AbandonableQuestion<RangedScan> question, CompletableFuture<Optional<HeldRead>> holding) {
    question.abandon();
    CompletableFuture<Void> _ = holding.thenAccept(late -> late.ifPresent(HeldRead::close));
  }

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof ConnectorException failure
        ? failure
        : new IllegalStateException(e);
  }

  @Override
  public SourceWriter writer() {
    return writer.orElseThrow(() -> SourceWriter.readOnly(name));
  }

  @Override
  public void close() {
    starters.shutdown();
    pool.close();
    writer.ifPresent(JdbcWriter::close);
  }

  private interface Question<T> {
    T ask(JdbcCatalog catalog) throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    return questions.onConnection(
        asker(), connection -> question.ask(database.catalog(connection)));
  }

  /// The answer is kept for all users.
  private Optional<Caller> asker() {
    Optional<Caller> caller = Caller.find().map(Caller::anyUser);
    database.admit(caller);
    return caller;
  }
}
