package io.tributary.gateway.testing;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.files.FilesConnector;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.testing.MariaDbServer;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpcdsData;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/// A benchmark's tables, split over a real PostgreSQL called `sales`, a real MariaDB called `shop`
/// and Parquet files called `lake`, and all of them in a DuckDB alone. Where several splits are
/// asked for, a source has every table that any of them puts there.
public final class SplitSources implements AutoCloseable {

  /// Puts tables where a connection leads.
  private interface Loading {
    void load(Connection connection, Collection<String> tables) throws SQLException;
  }

  /// A benchmark's rows on their way to each kind of place.
  private record Benchmark(
      List<String> tables, Loading duckDb, Loading postgres, Loading mariaDb) {}

  private final DuckDBConnection alone;
  private final PostgresServer postgres = PostgresServer.start();
  private final MariaDbServer mariaDb = MariaDbServer.start();
  private final Map<String, Source> sources;

  private SplitSources(Benchmark benchmark, Collection<TableSplit> splits, Path folder)
      throws SQLException, IOException {
    alone = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    benchmark.duckDb().load(alone, benchmark.tables());
    Path lake = Files.createDirectories(folder.resolve("lake"));
    TpcdsData.writeParquet(alone, lake, tablesAt("lake", benchmark, splits));
    try (Connection connection = postgres.connect()) {
      benchmark.postgres().load(connection, tablesAt("sales", benchmark, splits));
    }
    try (Connection connection = mariaDb.connect()) {
      benchmark.mariaDb().load(connection, tablesAt("shop", benchmark, splits));
    }
    sources =
        Map.of(
            "sales",
            open(new PostgresqlConnector(), "sales", postgres.sourceProperties()),
            "shop",
            open(
                new MysqlConnector(),
                "shop",
                Map.of(
                    "connection-url", mariaDb.jdbcUrl("test"), "connection-user", mariaDb.user())),
            "lake",
            open(new FilesConnector(), "lake", Map.of("location", lake.toString())));
  }

  /// @param folder takes files
  public static SplitSources ofTpch(
      double scaleFactor, Collection<TableSplit> splits, Path folder) {
    var data = new TpchData(scaleFactor);
    return of(
        new Benchmark(
            tpchTables(),
            (connection, tables) -> data.loadIntoDuckDb(connection),
            (connection, tables) -> data.loadIntoPostgres(connection, "public", tpchTables(tables)),
            (connection, tables) -> data.load(connection, tpchTables(tables))),
        splits,
        folder);
  }

  /// @param folder takes files
  public static SplitSources ofTpcds(
      double scaleFactor, Collection<TableSplit> splits, Path folder) {
    var data = new TpcdsData(scaleFactor, folder);
    return of(
        new Benchmark(
            TpcdsData.tables(),
            (connection, tables) -> data.loadIntoDuckDb(connection),
            data::loadIntoPostgres,
            data::loadIntoMariaDb),
        splits,
        folder);
  }

  private static SplitSources of(Benchmark benchmark, Collection<TableSplit> splits, Path folder) {
    try {
      return new SplitSources(benchmark, splits, folder);
    } catch (SQLException e) {
      throw new IllegalStateException("the tables cannot be loaded", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> tpchTables() {
    return Stream.of(TpchTable.values()).map(TpchTable::tableName).toList();
  }

  private static EnumSet<TpchTable> tpchTables(Collection<String> names) {
    EnumSet<TpchTable> tables = EnumSet.noneOf(TpchTable.class);
    names.forEach(name -> tables.add(TpchTable.valueOf(name.toUpperCase(Locale.ROOT))));
    return tables;
  }

  private static List<String> tablesAt(
      String source, Benchmark benchmark, Collection<TableSplit> splits) {
    return benchmark.tables().stream()
        .filter(table -> splits.stream().anyMatch(split -> split.source(table).equals(source)))
        .toList();
  }

  private static Source open(
      ConnectorFactory connector, String name, Map<String, String> properties) {
    return connector.open(
        new SourceConfiguration(name, connector.descriptor().id(), properties, "1"));
  }

  /// A table's full name.
  public static String name(TableSplit split, String table) {
    String source = split.source(table);
    String schema =
        switch (source) {
          case "sales" -> "public";
          case "shop" -> "test";
          case "lake" -> "main";
          default -> throw new IllegalArgumentException("no source is called " + source);
        };
    return "%s.%s.%s".formatted(source, schema, table);
  }

  public FixedMetadata metadata() {
    return new FixedMetadata(sources);
  }

  /// All tables in one DuckDB.
  public DuckDBConnection alone() {
    return alone;
  }

  @Override
  public void close() {
    sources.values().forEach(Source::close);
    mariaDb.close();
    postgres.close();
    try {
      alone.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
