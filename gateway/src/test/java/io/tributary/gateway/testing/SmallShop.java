package io.tributary.gateway.testing;

import io.tributary.connector.Source;
import io.tributary.connector.SqlOperation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/// A shop's tables, the same rows at every source: `sales` and `support` take SQL, `lake` is
/// Parquet. Customers 1,000, orders 10,000, items 40,000, and the small tables of the SQL scripts.
public final class SmallShop implements AutoCloseable {

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE customer AS
          SELECT i AS id, 'name ' || i AS name, ['north', 'south'][i % 2 + 1] AS region,
                 CAST(i * 1.5 AS DECIMAL(10,2)) AS credit
          FROM range(1, 1001) t(i)
          """,
          """
          CREATE TABLE orders AS
          SELECT i AS id, i % 1000 + 1 AS customer_id, DATE '2024-01-01' + CAST(i % 365 AS INTEGER) AS day,
                 CAST(i % 97 AS DECIMAL(12,2)) AS total, CAST(i % 7 AS INTEGER) AS priority
          FROM range(1, 10001) t(i)
          """,
          """
          CREATE TABLE item AS
          SELECT i % 10000 + 1 AS order_id, i AS line, CAST(i % 13 AS DECIMAL(8,2)) AS price,
                 CASE WHEN i % 5 = 0 THEN NULL ELSE 'note ' || (i % 50) END AS note
          FROM range(1, 40001) t(i)
          """);

  private final DuckDBConnection database;
  private final Map<String, Source> sources;

  /// @param folder takes the Parquet files
  public SmallShop(Path folder) {
    try {
      database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = database.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        for (String table : TABLES) {
          statement.execute(table);
        }
        statement.execute(smallTables());
        for (String table : new DuckDbTables(database).names()) {
          statement.execute(
              "COPY %s TO '%s' (FORMAT parquet)"
                  .formatted(table, folder.resolve(table + ".parquet")));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the shop cannot be made", e);
    }
    sources =
        Map.of(
            "sales", new SqlTestSource("sales", database),
            "support", new SqlTestSource("support", database),
            "lake", new ParquetTestSource("lake", folder, database));
  }

  private static String smallTables() {
    try (InputStream file = SmallShop.class.getResourceAsStream("/sql/tables.sql")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public FixedMetadata metadata() {
    return new FixedMetadata(sources);
  }

  /// With a source of the same tables that has no grouping sets, `plain`.
  public FixedMetadata metadataWithPlainSource() {
    Map<String, Source> all = new HashMap<>(sources);
    all.put("plain", new SqlTestSource("plain", database, SqlOperation.GROUPING_SETS));
    return new FixedMetadata(all);
  }

  public DuckDBConnection database() {
    return database;
  }

  @Override
  public void close() throws IOException {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
