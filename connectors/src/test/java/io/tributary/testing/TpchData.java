package io.tributary.testing;

import io.tributary.testing.TpchTable.ForeignKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.postgresql.PGConnection;

/// TPC-H data of one size, the same rows wherever they are put.
public final class TpchData {
  private static final long ROWS_BETWEEN_REPORTS = 200_000;

  private final double scaleFactor;
  private final Consumer<String> progress;

  /// @param scaleFactor 1 is 6 million line items, about a gigabyte
  public TpchData(double scaleFactor) {
    this(scaleFactor, line -> {});
  }

  /// @param progress takes a line of text whenever there is something to tell of a slow step
  public TpchData(double scaleFactor, Consumer<String> progress) {
    this.scaleFactor = scaleFactor;
    this.progress = progress;
  }

  /// Makes tables in a schema of PostgreSQL with their rows, primary keys, those foreign keys whose
  /// both ends are there, and statistics: in one transaction, all or nothing.
  ///
  /// @param schema made if it does not exist; must not hold these tables yet
  public void loadIntoPostgres(
      Connection connection, String schema, Collection<TpchTable> chosenTables)
      throws SQLException {
    EnumSet<TpchTable> tables = EnumSet.copyOf(chosenTables);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
      for (TpchTable table : tables) {
        String name = schema + "." + table.tableName();
        statement.execute(table.createTableSql(name));
        copyRows(connection, table, name);
        statement.execute(
            "ALTER TABLE %s ADD PRIMARY KEY (%s)"
                .formatted(name, String.join(", ", table.primaryKey())));
        addForeignKeys(statement, schema, table, tables);
        statement.execute("ANALYZE " + name);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /// Makes tables with their rows in a connection's current schema, by plain `INSERT`s.
  public void load(Connection connection, Collection<TpchTable> chosenTables) throws SQLException {
    connection.setAutoCommit(false);
    for (TpchTable table : EnumSet.copyOf(chosenTables)) {
      String name = table.tableName();
      String values = String.join(", ", Collections.nCopies(table.columnNames().size(), "?"));
      try (Statement statement = connection.createStatement()) {
        // Not every database knows VARCHAR without a length.
        statement.execute(table.createTableSql(name).replaceAll("VARCHAR(?!\\()", "VARCHAR(255)"));
      }
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO %s VALUES (%s)".formatted(name, values))) {
        JdbcRows rows = new JdbcRows(insert);
        table.generate(scaleFactor, rows);
        rows.flush();
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /// Writes each table as `<table>.parquet` into a folder. Files that are there already stay: a
  /// file appears only when it is complete.
  public void writeParquet(Path folder, Collection<TpchTable> tables) throws SQLException {
    try {
      Files.createDirectories(folder);
      for (TpchTable table : EnumSet.copyOf(tables)) {
        Path file = folder.resolve(table.tableName() + ".parquet");
        if (!Files.exists(file)) {
          writeParquet(file, table);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }

  /// Makes all tables in DuckDB's current schema: what queries are compared with.
  public void loadIntoDuckDb(Connection connection) throws SQLException {
    for (TpchTable table : TpchTable.values()) {
      loadIntoDuckDb(connection, table);
    }
  }

  private void writeParquet(Path file, TpchTable table) throws IOException, SQLException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      loadIntoDuckDb(duckDb, table);
      statement.execute(
          "COPY %s TO '%s' (FORMAT parquet)"
              .formatted(table.tableName(), unfinished.toString().replace("'", "''")));
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void loadIntoDuckDb(Connection connection, TpchTable table) throws SQLException {
    DuckDBConnection duckDb = connection.unwrap(DuckDBConnection.class);
    try (Statement statement = duckDb.createStatement()) {
      statement.execute(table.createTableSql(table.tableName()));
    }
    try (var appender = duckDb.createAppender(duckDb.getSchema(), table.tableName())) {
      table.generate(scaleFactor, new DuckDbRows(appender, reportOn(table, "DuckDB")));
    }
  }

  private void copyRows(Connection connection, TpchTable table, String name) throws SQLException {
    var copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + name + " FROM STDIN");
    try {
      PostgresRows rows = new PostgresRows(copy, reportOn(table, "PostgreSQL"));
      table.generate(scaleFactor, rows);
      rows.flush();
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void addForeignKeys(
      Statement statement, String schema, TpchTable table, Collection<TpchTable> present)
      throws SQLException {
    for (ForeignKey key : table.foreignKeys()) {
      TpchTable referenced = TpchTable.valueOf(key.referencedTable().toUpperCase(Locale.ROOT));
      if (present.contains(referenced)) {
        statement.execute(
            "ALTER TABLE %s.%s ADD FOREIGN KEY (%s) REFERENCES %s.%s"
                .formatted(
                    schema,
                    table.tableName(),
                    String.join(", ", key.columns()),
                    schema,
                    referenced.tableName()));
      }
    }
  }

  private RowCounter reportOn(TpchTable table, String where) {
    return new RowCounter(
        rows ->
            progress.accept(
                String.format(Locale.ROOT, "%s: %,d rows in %s", table.tableName(), rows, where)),
        ROWS_BETWEEN_REPORTS);
  }
}
