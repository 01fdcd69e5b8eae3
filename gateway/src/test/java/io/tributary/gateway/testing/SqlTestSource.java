package io.tributary.gateway.testing;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlSource;
import io.tributary.connector.SqlType;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/// A source that takes PostgreSQL's SQL and is a DuckDB database within: planning and execution
/// without a server.
public final class SqlTestSource extends DuckDbDescribed implements SqlSource {

  private static final Pattern ARRAY = Pattern.compile("ANY\\('\\{(.*?)\\}'::(\\w+)\\[\\]");

  private final DuckDBConnection database;
  private final SqlDialectTraits dialect;

  /// @param missing operations that it does not have, beside windows
  public SqlTestSource(String name, DuckDBConnection database, SqlOperation... missing) {
    super(name, database);
    this.database = database;
    Map<SqlType, String> types = new EnumMap<>(SqlType.class);
    for (SqlType type : SqlType.values()) {
      types.put(type, type == SqlType.DECIMAL ? "DECIMAL(%d,%d)" : type.name());
    }
    types.put(SqlType.DOUBLE, "DOUBLE PRECISION");
    types.put(SqlType.TIMESTAMP_TZ, "TIMESTAMP WITH TIME ZONE");
    Set<SqlOperation> operations = EnumSet.allOf(SqlOperation.class);
    operations.remove(SqlOperation.WINDOW);
    operations.removeAll(List.of(missing));
    var order = new SqlDialectTraits.TextOrder("%s COLLATE \"C\"", "%s", true);
    dialect =
        new SqlDialectTraits(
            SqlDialectTraits.Product.POSTGRESQL,
            '"',
            types,
            operations,
            DuckDbForms.table(),
            order);
  }

  @Override
  public SqlDialectTraits dialect() {
    return dialect;
  }

  @Override
  public SourceRead read(SourceQuery query, BufferAllocator allocator) {
    try {
      return new Read(query, allocator);
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      boolean data = message.contains("Out of Range Error") || message.contains("Conversion Error");
      throw new ConnectorException(
          data ? ErrorCode.DATA_ERROR : ErrorCode.SOURCE_ERROR,
          "%s failed at %s: %s".formatted(name(), query.sql(), message),
          e);
    }
  }

  private final class Read implements SourceRead {
    private final DuckDBConnection connection;
    private final Statement statement;
    private final ArrowReader reader;

    Read(SourceQuery query, BufferAllocator allocator) throws SQLException {
      connection = database.duplicate();
      statement = connection.createStatement();
      var rows = (DuckDBResultSet) statement.executeQuery(named(query));
      reader = (ArrowReader) rows.arrowExportStream(allocator, query.batchRows());
    }

    /// PostgreSQL's literals of arrays are in braces, DuckDB's in brackets.
    private static String withArrays(String sql) {
      return ARRAY.matcher(sql).replaceAll("ANY('[$1]'::$2[]");
    }

    private static String named(SourceQuery query) {
      return query.arrowSchema().getFields().stream()
          .map(field -> '"' + field.getName().replace("\"", "\"\"") + '"')
          .collect(
              Collectors.joining(
                  ", ", "SELECT * FROM (" + withArrays(query.sql()) + ") AS named (", ")"));
    }

    @Override
    public List<ArrowReader> partitions() {
      return List.of(reader);
    }

    @Override
    public void cancel() {
      try {
        statement.cancel();
      } catch (SQLException e) {
        throw new ConnectorException(ErrorCode.SOURCE_ERROR, name() + " failed", e);
      }
    }

    @Override
    public void close() {
      try {
        reader.close();
        statement.close();
        connection.close();
      } catch (SQLException | IOException e) {
        throw new ConnectorException(ErrorCode.SOURCE_ERROR, name() + " failed", e);
      }
    }
  }
}
