package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.RunningChange;
import io.tributary.connector.TableChange;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.jdbc.JdbcWriting.Renaming;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A change in a transaction of its own. A new table is made aside and gets its name when its rows
/// are there and their reader has ended, so that one who reads the old table is not waited for.
final class JdbcChange implements RunningChange {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcChange.class);

  private final TableChange change;
  private final ArrowReader rows;
  private final ConnectionPool pool;
  private final JdbcDatabase database;
  private final JdbcWriting writing;
  private final JdbcErrors errors;
  private final char quote;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final List<String> undo = new ArrayList<>();
  private @Nullable Connection connection;
  private volatile @Nullable Statement statement;
  private volatile @Nullable RowSink sink;
  private volatile boolean cancelled;

  JdbcChange(
      TableChange change,
      ArrowReader rows,
      ConnectionPool pool,
      JdbcDatabase database,
      JdbcWriting writing,
      JdbcErrors errors) {
    this.change = change;
    this.rows = rows;
    this.pool = pool;
    this.database = database;
    this.writing = writing;
    this.errors = errors;
    this.quote = database.dialect().identifierQuote();
  }

  @Override
  public long run() {
    boolean done = false;
    try {
      keep(pool.lease());
      writing.begin(leased());
      long count = make(change);
      leased().commit();
      done = true;
      return count;
    } catch (SQLException e) {
      throw cancelled ? errors.cancelled() : errors.translate(e);
    } catch (IOException e) {
      throw new ConnectorException(
          ErrorCode.INTERNAL, "source %s: the rows cannot be read".formatted(errors.source()), e);
    } finally {
      end(done);
    }
  }

  private void keep(Connection leased) {
    lock.lock();
    try {
      connection = leased;
    } finally {
      lock.unlock();
    }
    throwIfCancelled();
  }

  private void throwIfCancelled() {
    if (cancelled) {
      throw errors.cancelled();
    }
  }

  /// Given back by the thread that runs the change, with the lock held.
  private Connection leased() {
    return Objects.requireNonNull(connection);
  }

  private long make(TableChange made) throws SQLException, IOException {
    return switch (made) {
      case TableChange.Append append -> append(append);
      case TableChange.Create create -> create(create);
      case TableChange.Drop drop -> execute("DROP TABLE " + qualified(drop.table()));
      case TableChange.Truncate truncate -> execute(writing.truncate(qualified(truncate.table())));
      case TableChange.Delete delete ->
          execute("DELETE FROM " + qualified(delete.table()) + delete.where());
      case TableChange.Update update -> update(update);
      case TableChange.InOrder several -> {
        long count = 0;
        for (TableChange part : several.parts()) {
          count += make(part);
        }
        yield count;
      }
    };
  }

  private long append(TableChange.Append append) throws SQLException, IOException {
    try (RowSink opened = writing.rows(leased(), append.table(), append.columns(), errors)) {
      refuseChanged(append.table(), append.columns());
      return pump(opened);
    }
  }

  private long update(TableChange.Update update) throws SQLException, IOException {
    refuseChanged(update.table(), update.columns());
    writing.checkAssignments(leased(), update, errors);
    var updating =
        new UpdateStatement(
            update,
            qualified(update.table()),
            writing.guards(leased(), update.table(), update.columns()),
            writing,
            errors);
    try (PreparedStatement running = leased().prepareStatement(updating.sql())) {
      statement = running;
      if (!update.constants().isEmpty()) {
        updating.bind(running, rows);
      }
      throwIfCancelled();
      return running.executeLargeUpdate();
    } finally {
      statement = null;
    }
  }

  /// Rows in another type than the column's would be taken for something else.
  private void refuseChanged(TableName table, List<ColumnDescription> columns) throws SQLException {
    TableDescription now =
        database
            .catalog(leased())
            .describe(table)
            .orElseThrow(() -> errors.changed("table %s is gone".formatted(table)));
    for (ColumnDescription column : columns) {
      boolean same =
          now.columns().stream()
              .anyMatch(known ->
                  known.name().equals(column.name())
                      && known.sourceType().equals(column.sourceType()));
      if (!same) {
        throw errors.changed(
            "column %s is no longer %s".formatted(column.name(), column.sourceType()));
      }
    }
  }

  private long create(TableChange.Create create) throws SQLException, IOException {
    if (create.replace()) {
      writing.checkReplaceable(leased(), create.table(), errors);
    }
    boolean atOnce = writing.renaming() != Renaming.IN_TRANSACTION;
    TableName made = atOnce || create.replace() ? aside(create.table()) : create.table();
    if (atOnce) {
      undo.add("DROP TABLE " + qualified(made));
    }
    execute(
        create.columns().stream()
            .map(this::definition)
            .collect(Collectors.joining(", ", "CREATE TABLE " + qualified(made) + " (", ")")));
    long count;
    try (RowSink opened = writing.rows(leased(), made, create.columns(), errors)) {
      count = pump(opened);
    }
    if (atOnce) {
      leased().commit();
    }
    if (!made.equals(create.table())) {
      name(create, made);
    }
    undo.clear();
    return count;
  }

  private static TableName aside(TableName table) {
    return new TableName(
        table.schema(), "tributary_" + UUID.randomUUID().toString().replace("-", ""));
  }

  private String definition(ColumnDescription column) {
    return "%s %s%s"
        .formatted(
            JdbcWriting.quoted(column.name(), quote),
            column.sourceType(),
            column.field().isNullable() ? "" : " NOT NULL");
  }

  private void name(TableChange.Create create, TableName made) throws SQLException {
    TableName target = create.table();
    String table = qualified(target);
    switch (writing.renaming()) {
      case IN_TRANSACTION -> {
        execute("DROP TABLE IF EXISTS " + table);
        execute(writing.rename(qualified(made), target, quote));
      }
      case AT_ONCE -> {
        boolean replaces =
            create.replace() && database.catalog(leased()).describe(target).isPresent();
        if (replaces) {
          String old = qualified(aside(target));
          execute(swap(table, old, qualified(made), table));
          undo.addFirst(swap(table, qualified(made), old, table));
          execute("DROP TABLE " + old);
        } else {
          execute("RENAME TABLE %s TO %s".formatted(qualified(made), table));
        }
      }
      case ALONE -> execute(writing.rename(qualified(made), target, quote));
    }
  }

  private static String swap(String first, String itsName, String second, String otherName) {
    return "RENAME TABLE %s TO %s, %s TO %s".formatted(first, itsName, second, otherName);
  }

  private long pump(RowSink opened) throws SQLException, IOException {
    sink = opened;
    try {
      throwIfCancelled();
      opened.start();
      while (rows.loadNextBatch()) {
        opened.write(rows.getVectorSchemaRoot());
        throwIfCancelled();
      }
      long count = opened.finish();
      rows.close();
      return count;
    } finally {
      sink = null;
    }
  }

  private long execute(String sql) throws SQLException {
    try (Statement running = leased().createStatement()) {
      statement = running;
      throwIfCancelled();
      return running.executeLargeUpdate(sql);
    } finally {
      statement = null;
    }
  }

  private String qualified(TableName table) {
    return JdbcWriting.quoted(table, quote);
  }

  @Override
  public void cancel() {
    if (cancelled) {
      return;
    }
    ServerStop.start(errors, this::stopServer);
    // Not before there is a thread for it: else nobody would try again.
    cancelled = true;
  }

  /// Returns when the change has ended.
  private void stopServer() {
    lock.lock();
    try {
      ServerStop.askUntil(() -> connection == null, ended, this::cancelRunning);
    } catch (SQLException | RuntimeException e) {
      ServerStop.cut(connection, e, errors);
    } finally {
      lock.unlock();
    }
  }

  private void cancelRunning() throws SQLException {
    Statement running = statement;
    RowSink writes = sink;
    if (running != null) {
      running.cancel();
    }
    if (writes != null) {
      writes.cancel();
    }
    database.cancel(leased());
  }

  private void end(boolean done) {
    Connection left;
    lock.lock();
    try {
      left = connection;
      connection = null;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
    if (left == null) {
      return;
    }
    try {
      if (!done) {
        left.rollback();
      }
      if (!cancelled) {
        undo(left);
        pool.giveBack(left);
        return;
      }
    } catch (SQLException e) {
      LOG.debug("a connection is given up", e);
    }
    pool.discard(left);
    undoBeside();
  }

  private void undo(Connection on) throws SQLException {
    for (String sql : undo) {
      try (Statement undoing = on.createStatement()) {
        undoing.execute(sql);
        on.commit();
      }
    }
  }

  /// A late cancel request could hit what is undone on the same connection.
  private void undoBeside() {
    if (undo.isEmpty()) {
      return;
    }
    try {
      Connection beside = pool.lease();
      try {
        undo(beside);
      } finally {
        pool.giveBack(beside);
      }
    } catch (SQLException e) {
      LOG.error(
          "source {} keeps a table of a change that failed, to be removed by: {}",
          errors.source(),
          String.join("; ", undo),
          e);
    }
  }

  /// All is given back when [#run] ends.
  @Override
  public void close() {}
}
