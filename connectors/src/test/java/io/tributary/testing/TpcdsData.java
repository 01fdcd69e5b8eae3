package io.tributary.testing;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/// TPC-DS data of one size, the same rows wherever they are put, in tables without keys. Keys are
/// INTEGER, text is VARCHAR: the generator pads nothing.
public final class TpcdsData {

  /// Written for NULL, which is not the empty text that some columns hold.
  private static final String NULL = "\\N";

  private final Path folder;

  /// Generates the rows.
  ///
  /// @param scaleFactor 1 is about a gigabyte; 0.01 is the smallest that fills every table, with
  ///   two million `customer_demographics` at every size
  /// @param folder keeps them, a file a table
  public TpcdsData(double scaleFactor, Path folder) {
    this.folder = folder;
    try {
      for (String table : tables()) {
        writeRows(table, scaleFactor);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }

  /// The 24 tables, by name.
  public static List<String> tables() {
    return Table.getBaseTables().stream()
        .filter(table -> table != Table.DBGEN_VERSION)
        .map(Table::getName)
        .toList();
  }

  /// Makes all tables in DuckDB's current schema: what queries are compared with.
  public void loadIntoDuckDb(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : tables()) {
        statement.execute(createTableSql(table));
        statement.execute(
            "COPY %s FROM '%s' (FORMAT csv, DELIMITER '|', QUOTE '', HEADER false, NULLSTR '%s')"
                .formatted(table, literal(rows(table)), NULL));
      }
    }
  }

  /// Makes tables in PostgreSQL's current schema, with statistics.
  public void loadIntoPostgres(Connection connection, Collection<String> chosenTables)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : chosenTables) {
        statement.execute(createTableSql(table));
        try (var reader = Files.newBufferedReader(rows(table))) {
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "COPY %s FROM STDIN (DELIMITER '|', NULL '%s')".formatted(table, NULL), reader);
        }
        statement.execute("ANALYZE " + table);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read from " + folder, e);
    }
  }

  /// Makes tables in a MariaDB's current database, with statistics.
  ///
  /// @param connection one whose URL allows local files
  public void loadIntoMariaDb(Connection connection, Collection<String> chosenTables)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : chosenTables) {
        // It knows no VARCHAR without a length.
        statement.execute(createTableSql(table).replace("VARCHAR", "VARCHAR(255)"));
        statement.execute(
            "LOAD DATA LOCAL INFILE '%s' INTO TABLE %s CHARACTER SET utf8mb4 FIELDS TERMINATED BY '|'"
                .formatted(literal(rows(table)), table));
        statement.execute("ANALYZE TABLE %s PERSISTENT FOR ALL".formatted(table));
      }
    }
  }

  /// Writes each table as `<table>.parquet` into a folder.
  ///
  /// @param loaded a DuckDB that holds them already
  public static void writeParquet(Connection loaded, Path folder, Collection<String> tables)
      throws SQLException {
    try (Statement statement = loaded.createStatement()) {
      for (String table : tables) {
        statement.execute(
            "COPY %s TO '%s' (FORMAT parquet)"
                .formatted(table, literal(folder.resolve(table + ".parquet"))));
      }
    }
  }

  private Path rows(String table) {
    return folder.resolve(table + ".csv");
  }

  private static String literal(Path path) {
    return path.toString().replace("'", "''");
  }

  private void writeRows(String name, double scaleFactor) throws IOException {
    Table table = Table.getTable(name);
    Session session = Session.getDefaultSession().withScale(scaleFactor).withTable(table);
    try (Writer writer = Files.newBufferedWriter(rows(name))) {
      for (List<List<String>> rows : Results.constructResults(table, session)) {
        var line = new StringJoiner("|", "", "\n");
        rows.getFirst().forEach(value -> line.add(value == null ? NULL : value));
        writer.write(line.toString());
      }
    }
  }

  private static String createTableSql(String table) {
    return Arrays.stream(Table.getTable(table).getColumns())
        .map(column -> column.getName() + " " + sqlType(column))
        .collect(Collectors.joining(", ", "CREATE TABLE " + table + " (", ")"));
  }

  private static String sqlType(Column column) {
    ColumnType type = column.getType();
    return switch (type.getBase()) {
      case IDENTIFIER, INTEGER -> "INTEGER";
      case DATE -> "DATE";
      case DECIMAL ->
          "DECIMAL(%d,%d)".formatted(type.getPrecision().orElseThrow(), type.getScale().orElse(0));
      case CHAR, VARCHAR -> "VARCHAR";
      case TIME -> "TIME";
    };
  }
}
