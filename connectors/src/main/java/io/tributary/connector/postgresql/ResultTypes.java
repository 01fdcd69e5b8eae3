package io.tributary.connector.postgresql;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.jdbc.JdbcWriting;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;

/// Asks the server what a query will answer in, without running it: rows of COPY do not say.
///
/// The driver's own way would leave the transaction out. In it, the query's tables are locked from
/// here on, so that their columns stay as they were described.
final class ResultTypes {
  private static final int FLAGS = QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_DESCRIBE_ONLY;

  private ResultTypes() {}

  /// The types' OIDs, column by column.
  static List<Integer> of(BaseConnection connection, String sql) throws SQLException {
    return columns(connection, sql).stream().map(Field::getOID).toList();
  }

  /// What the server says of columns of a table, of which it calls domains by the types that they
  /// are of.
  static List<Field> ofTable(
      BaseConnection connection, TableName table, List<ColumnDescription> columns)
      throws SQLException {
    String names =
        columns.stream()
            .map(column -> JdbcWriting.quoted(column.name(), '"'))
            .collect(Collectors.joining(", "));
    return columns(
        connection, "SELECT %s FROM %s".formatted(names, JdbcWriting.quoted(table, '"')));
  }

  /// What the server says of each column. Begins a transaction where none is open, a read-only one
  /// on a connection that only reads.
  static List<Field> columns(BaseConnection connection, String sql) throws SQLException {
    QueryExecutor executor = connection.getQueryExecutor();
    Query query = executor.createSimpleQuery(sql);
    Description description = new Description();
    int flags = connection.isReadOnly() ? FLAGS | QueryExecutor.QUERY_READ_ONLY_HINT : FLAGS;
    try {
      executor.execute(query, query.createParameterList(), description, 0, 0, flags);
    } finally {
      query.close();
    }
    return description.columns;
  }

  private static final class Description extends ResultHandlerBase {
    private List<Field> columns = List.of();

    @Override
    public void handleResultRows(
        Query fromQuery, Field[] fields, List<Tuple> tuples, ResultCursor cursor) {
      columns = List.of(fields);
    }
  }
}
