package io.tributary.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.fragment.FragmentedPlan.Shared;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rows that are needed twice are held, unless they are too many or cannot be computed.
final class SharedTablesTest {
  private DuckDBConnection duckDb;

  @BeforeEach
  void open() throws SQLException {
    duckDb = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterEach
  void close() throws SQLException {
    duckDb.close();
  }

  private SharedTables tables(String sql) {
    return new SharedTables(List.of(new Shared("shared rows", sql)), duckDb, new RunningParts());
  }

  @Test
  void rowsAreComputedOnce() throws Exception {
    SharedTables tables = tables("SELECT random() AS \"n\" FROM range(1000)");
    tables.hold(List.of("shared rows"));
    String first = only("SELECT sum(n) FROM \"shared rows\"");
    tables.hold(List.of("shared rows"));
    tables.nameRest();

    assertThat(only("SELECT sum(n) FROM \"shared rows\"")).isEqualTo(first);
  }

  @Test
  void whatNobodyAskedForIsComputedWhereItIsRead() throws Exception {
    SharedTables tables = tables("SELECT 1 AS \"n\"");
    tables.hold(List.of("others"));
    tables.nameRest();

    assertThat(isView()).isTrue();
    assertThat(only("SELECT n FROM \"shared rows\"")).isEqualTo("1");
  }

  @Test
  void tooManyRowsAreNotHeldAndAllThere() throws Exception {
    long rows = Shared.MOST_ROWS + 1;
    tables("SELECT * FROM range(%d)".formatted(rows)).hold(List.of("shared rows"));

    assertThat(isView()).isTrue();
    assertThat(only("SELECT count(*) FROM \"shared rows\"")).isEqualTo(String.valueOf(rows));
  }

  @Test
  void asManyRowsAsMayBeAreHeld() throws Exception {
    tables("SELECT * FROM range(%d)".formatted(Shared.MOST_ROWS)).hold(List.of("shared rows"));

    assertThat(isView()).isFalse();
  }

  @Test
  void whatCannotBeComputedIsLeftToTheQuery() throws Exception {
    tables("SELECT CAST(t AS INTEGER) AS \"n\" FROM (VALUES ('x')) AS v (t)")
        .hold(List.of("shared rows"));

    assertThat(isView()).isTrue();
  }

  private boolean isView() throws SQLException {
    return only("SELECT count(*) FROM duckdb_views() WHERE view_name = 'shared rows'").equals("1");
  }

  private String only(String sql) throws SQLException {
    try (Statement statement = duckDb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
