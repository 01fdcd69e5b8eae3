package io.tributary.gateway.testing;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.connector.TableSummary;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/// Describes the tables of a DuckDB database as a source would. Each question has a connection of
/// its own, for threads that ask at once.
final class DuckDbTables {

  private final DuckDBConnection database;

  DuckDbTables(DuckDBConnection database) {
    this.database = database;
  }

  List<String> names() throws SQLException {
    List<String> names = new ArrayList<>();
    try (DuckDBConnection own = database.duplicate();
        Statement statement = own.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT table_name FROM duckdb_tables() ORDER BY 1")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  List<TableSummary> summaries() throws SQLException {
    return names().stream()
        .map(name -> new TableSummary(new TableName("main", name), TableKind.TABLE, ""))
        .toList();
  }

  TableDescription describe(TableName name) throws SQLException, IOException {
    List<ColumnDescription> columns = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator();
        DuckDBConnection own = database.duplicate();
        Statement statement = own.createStatement();
        DuckDBResultSet rows =
            (DuckDBResultSet)
                statement.executeQuery("SELECT * FROM \"%s\" LIMIT 0".formatted(name.table()));
        ArrowReader reader = (ArrowReader) rows.arrowExportStream(allocator, 1024)) {
      for (Field field : reader.getVectorSchemaRoot().getSchema().getFields()) {
        columns.add(new ColumnDescription(field, field.getType().toString(), Optional.empty(), ""));
      }
    }
    return new TableDescription(name, TableKind.TABLE, "", columns, List.of(), List.of());
  }

  TableStatistics statistics(TableDescription table) throws SQLException {
    List<String> items = new ArrayList<>();
    items.add("count(*)");
    for (ColumnDescription column : table.columns()) {
      items.add("approx_count_distinct(\"%s\")".formatted(column.name()));
      Optional<String> number = number(column);
      items.add(number.map("min(%s)"::formatted).orElse("NULL"));
      items.add(number.map("max(%s)"::formatted).orElse("NULL"));
    }
    String sql = "SELECT %s FROM \"%s\"".formatted(String.join(", ", items), table.name().table());
    try (DuckDBConnection own = database.duplicate();
        Statement statement = own.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      Map<String, TableStatistics.ColumnStatistics> columns = new HashMap<>();
      for (int i = 0; i < table.columns().size(); i++) {
        double least = row.getDouble(3 * i + 3);
        double greatest = row.getDouble(3 * i + 4);
        columns.put(
            table.columns().get(i).name(),
            new TableStatistics.ColumnStatistics(
                OptionalDouble.of(row.getDouble(3 * i + 2)),
                OptionalDouble.empty(),
                row.wasNull() ? Optional.empty() : ValueRange.of(least, greatest)));
      }
      return new TableStatistics(OptionalDouble.of(row.getDouble(1)), columns);
    }
  }

  /// A column's values as statistics write them.
  private static Optional<String> number(ColumnDescription column) {
    String name = '"' + column.name() + '"';
    return switch (column.field().getType()) {
      case ArrowType.Int _, ArrowType.Decimal _, ArrowType.FloatingPoint _ ->
          Optional.of("CAST(%s AS DOUBLE)".formatted(name));
      case ArrowType.Date _ ->
          Optional.of("CAST(date_diff('day', DATE '1970-01-01', %s) AS DOUBLE)".formatted(name));
      case ArrowType.Timestamp _ -> Optional.of("CAST(epoch_us(%s) AS DOUBLE)".formatted(name));
      default -> Optional.empty();
    };
  }
}
