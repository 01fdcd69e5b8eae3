package io.tributary.connector.trino;

import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceProgress;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.jdbc.ColumnReader;
import io.tributary.connector.jdbc.JdbcCatalog;
import io.tributary.connector.jdbc.JdbcDatabase;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.NativeQueries;
import io.tributary.connector.jdbc.ResultColumn;
import io.trino.jdbc.QueryStats;
import io.trino.jdbc.TrinoConnection;
import io.trino.jdbc.TrinoResultSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.arrow.vector.FieldVector;

/// One Trino cluster, or one catalog of it.
///
/// @param source name of the source
/// @param cluster address of the coordinator, as configured
/// @param only the catalog that the source shows; empty for all
/// @param forwardsUser whether queries run as the caller's user
record TrinoDatabase(String source, String cluster, Optional<String> only, boolean forwardsUser)
    implements JdbcDatabase {
  /// What Trino's catalogs are told of a session, and tell the gateway they read from.
  private static final String TRACE_TOKEN = "TraceToken";

  private static final String VIA = "tributary-via:";

  /// Of the gateway's plugin in Trino.
  static final int QUERY_LOOP = 0x5442_0007;

  // Ranges of Trino's error codes, by who is to blame.
  private static final int INTERNAL = 0x0001_0000;
  private static final int RESOURCES = 0x0002_0000;

  /// From here on, of what is outside and of connectors, which number their own errors.
  static final int EXTERNAL = 0x0100_0000;

  @Override
  public SqlDialectTraits dialect() {
    return only.isPresent() ? TrinoDialect.OF_CATALOG : TrinoDialect.OF_CLUSTER;
  }

  @Override
  public boolean isEngine() {
    return true;
  }

  /// What Trino is asked in order to answer a question of the same Trino would be asked again, and
  /// so for ever.
  @Override
  public void admit(Optional<Caller> caller) {
    if (via(caller).contains(cluster)) {
      throw new ConnectorException(
          ErrorCode.QUERY_LOOP,
          "source %s is not asked: the request has come from its Trino at %s, where a catalog shows this source"
              .formatted(source, cluster));
    }
  }

  /// Without a user it would read all that the connection's user may.
  @Override
  public void admitReader(Optional<Caller> caller) {
    admit(caller);
    if (forwardsUser && caller.flatMap(Caller::user).isEmpty()) {
      throw new ConnectorException(
          ErrorCode.PERMISSION_DENIED,
          "source %s runs queries as who asks, and the request names no user: send X-User-ID, or use an API key of a user"
              .formatted(source));
    }
  }

  @Override
  public void lend(Connection connection, Optional<Caller> caller) throws SQLException {
    TrinoConnection trino = connection.unwrap(TrinoConnection.class);
    List<String> via = new ArrayList<>(via(caller));
    via.add(cluster);
    trino.setClientInfo(TRACE_TOKEN, VIA + String.join(",", via));
    Optional<String> user = caller.flatMap(Caller::user).filter(_ -> forwardsUser);
    if (user.isPresent()) {
      trino.setSessionUser(user.get());
    } else {
      trino.clearSessionUser();
    }
  }

  private static List<String> via(Optional<Caller> caller) {
    return caller.map(Caller::via).orElse(List.of());
  }

  @Override
  public JdbcCatalog catalog(Connection connection) {
    return new TrinoCatalog(connection, only);
  }

  @Override
  public Optional<NativeQueries> nativeQueries() {
    return Optional.of(new TrinoQueries());
  }

  @Override
  public List<ColumnReader> columns(ResultSet result, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException {
    List<ColumnReader> columns = new ArrayList<>();
    for (ColumnReader column : ResultColumn.of(result, vectors, errors)) {
      int place = columns.size();
      columns.add(TrinoColumn.of(place + 1, vectors.get(place), column));
    }
    return List.copyOf(columns);
  }

  @Override
  public SourceProgress progress(ResultSet running) {
    try {
      QueryStats stats = running.unwrap(TrinoResultSet.class).getStats();
      OptionalDouble percent = stats.getProgressPercentage();
      return new SourceProgress(
          Optional.of(stats.getQueryId()),
          percent.isPresent()
              ? OptionalDouble.of(percent.getAsDouble() / 100)
              : OptionalDouble.empty());
    } catch (SQLException e) {
      throw new IllegalStateException("a result of another driver", e);
    }
  }

  @Override
  public ErrorCode code(SQLException failure) {
    if (failure instanceof SQLFeatureNotSupportedException) {
      return ErrorCode.NOT_SUPPORTED;
    }
    if (isUnreached(failure)) {
      return ErrorCode.SOURCE_UNAVAILABLE;
    }
    int code = failure.getErrorCode();
    return switch (code) {
      // 0 is also the code of what the driver itself complains about.
      case 0 ->
          message(failure).startsWith("Authentication failed")
              ? ErrorCode.SOURCE_UNAUTHORIZED
              : ErrorCode.SOURCE_ERROR;
      // Somebody ended it, or nobody asked for its rows for too long.
      case 2, 3, 38 -> ErrorCode.CANCELLED;
      case 4 -> ErrorCode.SOURCE_UNAUTHORIZED;
      case 7, 8, 9, 19, 28 -> ErrorCode.DATA_ERROR;
      // No such catalog, schema, table.
      case 44, 45, 46 -> ErrorCode.TABLE_NOT_FOUND;
      case QUERY_LOOP -> ErrorCode.QUERY_LOOP;
      // No workers, starting, shutting down.
      case INTERNAL + 5, INTERNAL + 9, INTERNAL + 12 -> ErrorCode.SOURCE_UNAVAILABLE;
      default ->
          code >= RESOURCES && code < EXTERNAL
              ? ErrorCode.RESOURCE_EXHAUSTED
              : ErrorCode.SOURCE_ERROR;
    };
  }

  /// Whether the coordinator was not reached, or lost.
  private static boolean isUnreached(SQLException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof UncheckedIOException) {
        return true;
      }
    }
    return false;
  }

  /// While the cluster starts. The driver itself asks again where a connection breaks.
  @Override
  public boolean isMomentary(SQLException failure, boolean sent) {
    int code = failure.getErrorCode();
    return code == INTERNAL + 5 || code == INTERNAL + 12;
  }

  /// Without the identifier of the query and the place in its text, which nobody else has seen.
  @Override
  public String message(SQLException failure) {
    if (isAboutRows(failure) && failure.getCause() instanceof UncheckedIOException unread) {
      Throwable cause = Objects.requireNonNull(unread.getCause());
      return "it has spooled rows where the gateway cannot get them (%s): let the gateway reach that store, or have Trino hand them out, by protocol.spooling.retrieval-mode there or by direct-protocol=true here"
          .formatted(
              Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName()));
    }
    return withoutQueryId(JdbcDatabase.super.message(failure))
        .replaceFirst("^line \\d+:\\d+: ", "");
  }

  /// Of the coordinator's answers the driver says more than that.
  private static boolean isAboutRows(SQLException failure) {
    return "Error fetching results".equals(failure.getMessage());
  }

  static String withoutQueryId(String message) {
    return message.replaceFirst("^Query failed \\(#[^)]*\\): ", "");
  }
}
