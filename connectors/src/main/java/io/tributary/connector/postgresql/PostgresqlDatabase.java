package io.tributary.connector.postgresql;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.jdbc.AskedDialect;
import io.tributary.connector.jdbc.ColumnReader;
import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.connector.jdbc.JdbcCatalog;
import io.tributary.connector.jdbc.JdbcDatabase;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.NativeQueries;
import io.tributary.connector.jdbc.RangedScan;
import io.tributary.connector.jdbc.RowStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgResultSet;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// One database of a PostgreSQL server.
final class PostgresqlDatabase implements JdbcDatabase {
  /// What would change the text or meaning of values, and the price of a row that a worker of the
  /// server's hands over: at its default few joins and filters are worth two cores, though they are
  /// done a fourth sooner with them. `search_path` stays as the role has it.
  private static final String SESSION =
      """
      SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; \
      SET extra_float_digits = 3; SET bytea_output = 'hex'; SET lc_monetary = 'C'; \
      SET standard_conforming_strings = on; \
      SELECT set_config(name, '0.01', false) FROM pg_settings \
      WHERE name = 'parallel_tuple_cost' AND source = 'default'\
      """;

  /// Types that the driver would otherwise ask for as text.
  private static final String MORE_BINARY_TYPES =
      "BOOL,BOOL_ARRAY,NUMERIC_ARRAY,DATE_ARRAY,TIME_ARRAY,TIMESTAMP_ARRAY,TIMESTAMPTZ_ARRAY,"
          + "NAME_ARRAY";

  private final int parallelReads;
  private final AskedDialect dialect;

  /// @param source name of the source
  /// @param parallelReads connections that may read one table at the same time
  PostgresqlDatabase(String source, ConnectionPool pool, int parallelReads) {
    this.parallelReads = parallelReads;
    this.dialect =
        new AskedDialect(
            pool,
            new JdbcErrors(source, this),
            connection -> PostgresqlDialect.traits(isUtf8(connection)));
  }

  static ConnectionSettings connections(PostgresqlConfig config) {
    Map<String, String> properties = new HashMap<>();
    String seconds = Long.toString(Math.max(1, config.timeout().toSeconds()));
    properties.put("user", config.user());
    config.password().ifPresent(password -> properties.put("password", password));
    properties.put("ApplicationName", "tributary");
    properties.put("connectTimeout", seconds);
    properties.put("loginTimeout", seconds);
    properties.put("tcpKeepAlive", "true");
    properties.put("socketFactory", CoalescingSocketFactory.class.getName());
    properties.put("readOnlyMode", "always");
    properties.put("preparedStatementCacheQueries", "0");
    properties.put("binaryTransferEnable", MORE_BINARY_TYPES);
    // The server writes a UUID as text exactly as it is to be read.
    properties.put("binaryTransferDisable", "UUID");
    properties.put("logServerErrorDetail", "false");
    return new ConnectionSettings(
        config.url(), properties, Optional.of(SESSION), config.poolSize(), config.timeout());
  }

  /// On which a parameter has the type of the column that it is assigned to, as no cast would: that
  /// cuts off what an assignment refuses.
  static ConnectionSettings writingConnections(PostgresqlConfig config) {
    ConnectionSettings settings = connections(config);
    Map<String, String> properties = new HashMap<>(settings.properties());
    properties.put("stringtype", "unspecified");
    return new ConnectionSettings(
        settings.url(), properties, settings.sessionSql(), settings.poolSize(), settings.timeout());
  }

  /// Asks the server at the first call how it stores text.
  @Override
  public SqlDialectTraits dialect() {
    return dialect.traits();
  }

  /// Servers tell it to whoever connects; one that does not is none of PostgreSQL's own.
  private static boolean isUtf8(Connection connection) throws SQLException {
    String encoding = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
    return encoding == null || encoding.equals("UTF8");
  }

  @Override
  public JdbcCatalog catalog(Connection connection) {
    return new TableCatalog(connection);
  }

  @Override
  public Optional<NativeQueries> nativeQueries() {
    return Optional.of(new PostgresqlQueries());
  }

  @Override
  public RowStream rows(
      Connection connection, SourceQuery query, List<FieldVector> vectors, JdbcErrors errors) {
    return new PostgresqlRows(connection, query, vectors, errors);
  }

  @Override
  public int partitions() {
    return parallelReads;
  }

  @Override
  public RangedScan ranges(Connection connection, SourceQuery query) throws SQLException {
    return CtidRanges.of(connection, query, readers(query));
  }

  @Override
  public RangedScan parts(Connection connection, SourceQuery query) throws SQLException {
    return CtidRanges.parts(connection, query, readers(query));
  }

  private int readers(SourceQuery query) {
    return Math.min(query.partitions(), parallelReads);
  }

  @Override
  public void share(Connection connection, String snapshot) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("SET TRANSACTION SNAPSHOT '%s'".formatted(snapshot));
    }
  }

  @Override
  public PreparedStatement prepare(Connection connection, SourceQuery query, int fetchRows)
      throws SQLException {
    PreparedStatement statement = JdbcDatabase.super.prepare(connection, query, fetchRows);
    // Binary from the first execution on.
    statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
    return statement;
  }

  @Override
  public ResultSet execute(PreparedStatement prepared) throws SQLException {
    return prepared.executeQuery().unwrap(PgResultSet.class);
  }

  @Override
  public List<ColumnReader> columns(ResultSet result, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException {
    return PostgresqlColumn.of(result, vectors, errors);
  }

  @Override
  public void cancel(Connection running) throws SQLException {
    running.unwrap(BaseConnection.class).cancelQuery();
  }

  @Override
  public ErrorCode code(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null) {
      return ErrorCode.SOURCE_ERROR;
    }
    return switch (state) {
      case "42P01" -> ErrorCode.TABLE_NOT_FOUND;
      case "57014" -> ErrorCode.CANCELLED;
      case "3D000" -> ErrorCode.SOURCE_MISCONFIGURED;
      case "53300", "57P01", "57P02", "57P03" -> ErrorCode.SOURCE_UNAVAILABLE;
      default ->
          switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> ErrorCode.SOURCE_UNAVAILABLE;
            // Values that do not fit, and values that a constraint refuses.
            case "22", "23" -> ErrorCode.DATA_ERROR;
            case "28" -> ErrorCode.SOURCE_UNAUTHORIZED;
            default -> ErrorCode.SOURCE_ERROR;
          };
    };
  }

  @Override
  public boolean isMomentary(SQLException failure, boolean sent) {
    String state = String.valueOf(failure.getSQLState());
    return switch (state) {
      // A serialization failure, such as a standby's that had to go on; a deadlock; too many
      // connections; a server that starts.
      case "40001", "40P01", "53300", "57P03" -> true;
      // A connection of before the server's restart. Of a query that runs it says that an
      // administrator ended it, or that a server process crashed.
      case "57P01", "57P02" -> !sent;
      // Refused, and a breach of the protocol.
      case "08004", "08P01" -> false;
      default -> state.startsWith("08");
    };
  }

  @Override
  public String message(SQLException failure) {
    ServerErrorMessage server =
        failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    String message = server == null ? null : server.getMessage();
    return message == null ? JdbcDatabase.super.message(failure) : message;
  }
}
