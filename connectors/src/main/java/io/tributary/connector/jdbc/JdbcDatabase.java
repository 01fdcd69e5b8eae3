package io.tributary.connector.jdbc;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceProgress;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SqlDialectTraits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;

/// What differs between the databases that are read through JDBC. Safe for use by many threads.
public interface JdbcDatabase {

  SqlDialectTraits dialect();

  /// As [io.tributary.connector.Source#isEngine].
  default boolean isEngine() {
    return false;
  }

  /// Lets a caller ask for something.
  ///
  /// @param caller empty where nobody asks
  /// @throws io.tributary.connector.ConnectorException where it would never be answered
  default void admit(Optional<Caller> caller) {}

  /// Lets a caller read rows.
  ///
  /// @param caller empty where nobody asks
  /// @throws io.tributary.connector.ConnectorException where they are not for the caller
  default void admitReader(Optional<Caller> caller) {
    admit(caller);
  }

  /// Tells a connection for whom it works from now on, without asking the server.
  ///
  /// @param caller empty where nobody asks
  default void lend(Connection connection, Optional<Caller> caller) throws SQLException {}

  JdbcCatalog catalog(Connection connection);

  /// How queries in its own SQL are described; empty where nothing keeps them from writing.
  default Optional<NativeQueries> nativeQueries() {
    return Optional.empty();
  }

  /// The rows of a query, which is not started yet.
  ///
  /// @param connection in a transaction of this query's own, rolled back when it is given back
  /// @param vectors where rows are moved to
  default RowStream rows(
      Connection connection, SourceQuery query, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException {
    return Cursor.prepare(connection, query, vectors, errors);
  }

  /// How many connections may read one table at the same time.
  default int partitions() {
    return 1;
  }

  /// Finds out whether a query is read faster in ranges of its table, and in which. The
  /// connection's transaction then has a snapshot for others to [#share].
  ///
  /// @param query with a [SourceQuery#scan]
  /// @return [RangedScan#NONE] where it is better read as one
  default RangedScan ranges(Connection connection, SourceQuery query) throws SQLException {
    return RangedScan.NONE;
  }

  /// As [#ranges], but as few ranges as there are readers, at most [SourceQuery#partitions].
  default RangedScan parts(Connection connection, SourceQuery query) throws SQLException {
    return RangedScan.NONE;
  }

  /// Begins a transaction that sees what another sees.
  ///
  /// @param snapshot of [#ranges] or [#parts]
  default void share(Connection connection, String snapshot) throws SQLException {
    throw new SQLFeatureNotSupportedException("no snapshots are shared");
  }

  /// Makes a query ready, so that its rows are fetched piece by piece and never all held.
  ///
  /// @param fetchRows rows of the first piece, where the driver takes such a wish
  default PreparedStatement prepare(Connection connection, SourceQuery query, int fetchRows)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            query.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.setFetchSize(fetchRows);
    return statement;
  }

  default ResultSet execute(PreparedStatement prepared) throws SQLException {
    return prepared.executeQuery();
  }

  /// One reader for each vector, in order.
  ///
  /// @throws io.tributary.connector.ConnectorException by [JdbcErrors#changed] where the answer has
  ///   other columns or types than the vectors can hold
  List<ColumnReader> columns(ResultSet result, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException;

  /// How far a query is, from another thread than reads its rows, without asking the server.
  default SourceProgress progress(ResultSet running) {
    return SourceProgress.UNKNOWN;
  }

  /// Makes the database stop a query, from another thread. May be called again.
  default void cancel(PreparedStatement running) throws SQLException {
    running.cancel();
  }

  /// Makes the database stop whatever runs on a connection, from another thread, where it can be
  /// told so without a statement. May be called again.
  default void cancel(Connection running) throws SQLException {}

  /// Whether queries are computed within this process, by the threads that ask for their rows.
  /// Those are then no virtual ones: as many of these as there are processors would keep all
  /// others, and with them whoever cancels, from running.
  default boolean computesInProcess() {
    return false;
  }

  /// Whether closing a result reads on to its end, so that it must be cancelled before.
  default boolean closingReadsOn() {
    return false;
  }

  /// What kind of failure this is.
  ErrorCode code(SQLException failure);

  /// Whether what failed before its first row may well succeed when it is asked again within
  /// seconds. Not where the failure may be the query's own doing, such as that somebody ended it.
  ///
  /// @param sent whether the database may have begun to work on the query; if not, the failure was
  ///   met while connecting, or with a connection that had been broken before
  boolean isMomentary(SQLException failure, boolean sent);

  /// The database's own words, of which users see the first line. Holds no secrets.
  default String message(SQLException failure) {
    String text = failure.getMessage();
    return text == null ? "no reason given" : text;
  }
}
