package io.tributary.connector.foreign;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlDialectTraits.TextOrder;
import io.tributary.connector.SqlForms;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlType;
import io.tributary.connector.jdbc.ColumnReader;
import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.JdbcCatalog;
import io.tributary.connector.jdbc.JdbcDatabase;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.ResultColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/// A database of which only its driver is known. What all databases do alike is left to it: columns
/// are chosen, and whole numbers compared.
final class ForeignDatabase implements JdbcDatabase {
  /// State of a failure to load the driver.
  static final String NO_DRIVER = "TR001";

  private static final Set<SqlType> INTEGERS =
      EnumSet.of(SqlType.SMALLINT, SqlType.INTEGER, SqlType.BIGINT);

  private final ConnectionPool pool;
  private final String url;
  private final JdbcErrors errors;
  private final AtomicReference<@Nullable SqlDialectTraits> known = new AtomicReference<>();

  /// @param source name of the source
  /// @param url is in no message: it may hold a password
  ForeignDatabase(String source, ConnectionPool pool, String url) {
    this.pool = pool;
    this.url = url;
    this.errors = new JdbcErrors(source, this);
  }

  /// Asks the driver at the first call how it quotes names.
  @Override
  public SqlDialectTraits dialect() {
    SqlDialectTraits traits = known.get();
    if (traits == null) {
      traits = traits(quote());
      known.set(traits);
    }
    return traits;
  }

  private char quote() {
    try (Connection connection = pool.connect()) {
      String quote = connection.getMetaData().getIdentifierQuoteString();
      if (quote == null || quote.length() != 1 || quote.isBlank()) {
        throw new SQLFeatureNotSupportedException(
            "its driver quotes names with '%s', where one character is expected".formatted(quote));
      }
      return quote.charAt(0);
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  private static SqlDialectTraits traits(char quote) {
    return new SqlDialectTraits(
        SqlDialectTraits.Product.GENERIC,
        quote,
        Map.of(SqlType.SMALLINT, "SMALLINT", SqlType.INTEGER, "INTEGER", SqlType.BIGINT, "BIGINT"),
        EnumSet.of(SqlOperation.FILTER, SqlOperation.PROJECT),
        SqlForms.builder().compares(INTEGERS, INTEGERS).build(),
        new TextOrder("%s", "%s", false));
  }

  @Override
  public JdbcCatalog catalog(Connection connection) {
    return new ForeignCatalog(connection);
  }

  @Override
  public List<ColumnReader> columns(ResultSet result, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException {
    return ResultColumn.of(result, vectors, errors, ResultColumn.Reading.JAVA_TIME);
  }

  /// Nobody knows.
  @Override
  public boolean computesInProcess() {
    return true;
  }

  @Override
  public ErrorCode code(SQLException failure) {
    if (failure instanceof SQLFeatureNotSupportedException) {
      return ErrorCode.NOT_SUPPORTED;
    }
    String state = failure.getSQLState();
    if (state == null) {
      return ErrorCode.SOURCE_ERROR;
    }
    return switch (state) {
      case NO_DRIVER, "0A000" -> ErrorCode.SOURCE_MISCONFIGURED;
      case "42S02", "42P01", "42X05" -> ErrorCode.TABLE_NOT_FOUND;
      case "57014", "HY008" -> ErrorCode.CANCELLED;
      default ->
          switch (state.substring(0, Math.min(2, state.length()))) {
            case "08", "90" -> ErrorCode.SOURCE_UNAVAILABLE;
            case "22" -> ErrorCode.DATA_ERROR;
            case "28" -> ErrorCode.SOURCE_UNAUTHORIZED;
            default ->
                message(failure).toLowerCase(Locale.ROOT).contains("object not found")
                    ? ErrorCode.TABLE_NOT_FOUND
                    : ErrorCode.SOURCE_ERROR;
          };
    };
  }

  @Override
  public boolean isMomentary(SQLException failure, boolean sent) {
    String state = String.valueOf(failure.getSQLState());
    return state.equals("40001") || (state.startsWith("08") && !state.equals("08004"));
  }

  @Override
  public String message(SQLException failure) {
    return JdbcDatabase.super.message(failure).replace(url, "connection-url");
  }
}
