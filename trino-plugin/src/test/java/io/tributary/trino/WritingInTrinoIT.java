package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testing.Eventually;
import io.tributary.testing.GatewayProcess;
import io.tributary.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Trino writes to sources, in a real server with the plugin as it is shipped.
final class WritingInTrinoIT {

  private static final String EVERY_TYPE =
      """
      SELECT * FROM (VALUES
        (true, TINYINT '-7', SMALLINT '-32768', 2147483647, -9223372036854775807, REAL '0.1', -1e300,
          DECIMAL '-9999999999999.99', DECIMAL '1234567890123456789012345678.0123456789', 'größer',
          X'00ff', DATE '1582-10-04', TIME '23:59:59.999999', TIMESTAMP '1969-12-31 23:59:59.999999',
          TIMESTAMP '2026-03-01 13:05:00.123456 +02:00', ARRAY[1, NULL, 3]),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
        AS t (b, i1, i2, i4, i8, f4, f8, n, w, t, y, d, tm, ts, tz, a)
      """;

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;

  private static PostgresServer postgres;
  private static TrinoWithTributary servers;

  @BeforeAll
  static void startServers() throws IOException, InterruptedException {
    postgres = PostgresServer.start();
    String source = GatewayProcess.postgresSource(postgres, postgres.port());
    servers =
        TrinoWithTributary.start(
            folder,
            Map.of("sales", source + "writable=true\n", "archive", source),
            Map.of("sales", catalog("sales"), "archive", catalog("archive")));
  }

  private static String catalog(String source) {
    return GatewayProcess.catalog("{gateway}", "tributary.source=" + source);
  }

  @AfterAll
  static void stopServers() {
    if (servers != null) {
      servers.close();
    }
    postgres.close();
  }

  @AfterEach
  void nothingIsLeftBesideTheTables() throws SQLException {
    assertThat(rows("SHOW TABLES FROM sales.public LIKE 'tributary%'")).isEmpty();
    update("DROP TABLE IF EXISTS sales.public.t");
  }

  @Test
  void everyTypeComesBackAsItWasWritten() throws SQLException {
    assertThat(update("CREATE TABLE sales.public.t AS " + EVERY_TYPE)).isEqualTo(2);
    assertThat(rows("SELECT * FROM sales.public.t ORDER BY b NULLS LAST"))
        .isEqualTo(rows(EVERY_TYPE));
  }

  @Test
  void manyRowsAreWrittenByManyWriters() throws SQLException {
    String lineitem = "SELECT * FROM tpch.tiny.lineitem";
    assertThat(update("CREATE TABLE sales.public.t AS " + lineitem)).isEqualTo(60_175);
    assertThat(update("INSERT INTO sales.public.t " + lineitem)).isEqualTo(60_175);
    String sums =
        " count(*) / %d, sum(orderkey) / %1$d, sum(suppkey * linenumber) / %1$d, max(comment) FROM"
            + " ";
    assertThat(rows("SELECT" + sums.formatted(2) + "sales.public.t"))
        .isEqualTo(rows("SELECT" + sums.formatted(1) + "tpch.tiny.lineitem"));
  }

  @Test
  void columnsThatAreNotNamedGetWhatTheSourceGivesThem() throws SQLException {
    postgres.execute("CREATE TABLE t (a integer, b text DEFAULT 'none', u uuid)");
    update(
        "INSERT INTO sales.public.t (u, a) VALUES (UUID '00000000-0000-0000-0000-00000000000f',"
            + " 1)");
    update("INSERT INTO sales.public.t VALUES (2, NULL, NULL)");
    assertThat(
            rows(
                "SELECT a FROM sales.public.t WHERE u > UUID"
                    + " '00000000-0000-0000-0000-00000000000e'"))
        .containsExactly(List.of("1"));
    update("UPDATE sales.public.t SET u = UUID '00000000-0000-0000-0000-0000000000ff' WHERE a = 2");
    assertThat(rows("SELECT * FROM sales.public.t ORDER BY a"))
        .containsExactly(
            List.of("1", "none", "00000000-0000-0000-0000-00000000000f"),
            List.of("2", "null", "00000000-0000-0000-0000-0000000000ff"));
  }

  @Test
  void anEmptyTableIsMade() throws SQLException {
    update(
        "CREATE TABLE sales.public.t (a bigint NOT NULL, b varchar, c timestamp(3), d varchar(7),"
            + " e array(varchar(7)))");
    assertThat(types())
        .containsExactly("bigint", "varchar", "timestamp(6)", "varchar(7)", "array(varchar)");
    assertThatThrownBy(() -> update("INSERT INTO sales.public.t (b) VALUES ('x')"))
        .hasMessageContaining("not-null constraint");
  }

  @Test
  void textsKeepTheirLengths() throws SQLException {
    update(
        "CREATE TABLE sales.public.t AS SELECT CAST('größe' AS varchar(5)) AS a, '' AS b, CAST('x'"
            + " AS varchar) AS c, CAST('y' AS varchar(20000000)) AS d");
    assertThat(types()).containsExactly("varchar(5)", "varchar", "varchar", "varchar");
    assertThat(update("INSERT INTO sales.public.t (a) SELECT CAST('five5' AS varchar)"))
        .isEqualTo(1);
    for (String statement :
        List.of(
            "INSERT INTO sales.public.t (a) VALUES ('longer')",
            "INSERT INTO sales.public.t (a) SELECT CAST('longer' AS varchar)")) {
      assertThatThrownBy(() -> update(statement)).as(statement).hasMessageContaining("varchar(5)");
    }
    assertThat(rows("SELECT a FROM sales.public.t ORDER BY a"))
        .containsExactly(List.of("five5"), List.of("größe"));
  }

  private static List<String> types() throws SQLException {
    return rows("DESCRIBE sales.public.t").stream().map(row -> row.get(1)).toList();
  }

  @Test
  void rowsAreDeletedAndUpdatedWhereTheyAre() throws SQLException {
    update("CREATE TABLE sales.public.t AS SELECT * FROM tpch.tiny.nation");
    assertThat(update("DELETE FROM sales.public.t WHERE regionkey IN (1, 2) AND name < 'J'"))
        .isEqualTo(6);
    assertThat(
            update(
                "UPDATE sales.public.t SET name = 'x', comment = NULL WHERE nationkey BETWEEN 4 AND"
                    + " 7"))
        .isEqualTo(4);
    assertThat(
            rows("SELECT count(*), count_if(name = 'x' AND comment IS NULL) FROM sales.public.t"))
        .containsExactly(List.of("19", "4"));
    assertThat(update("DELETE FROM sales.public.t WHERE nationkey = 99")).isZero();
    assertThat(update("DELETE FROM sales.public.t")).isEqualTo(19);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM sales.public.t WHERE nationkey > 3",
        "UPDATE sales.public.t SET name = 'x' WHERE nationkey > 3",
        "INSERT INTO sales.public.t SELECT * FROM tpch.tiny.nation"
      })
  void whatIsCancelledIsNotDone(String sql) throws Exception {
    update("CREATE TABLE sales.public.t AS SELECT * FROM tpch.tiny.nation");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection other = postgres.connect();
        Statement lock = other.createStatement();
        Connection connection = servers.connect();
        Statement change = connection.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK TABLE t IN EXCLUSIVE MODE");
      Future<?> changed = threads.submit(() -> change.executeLargeUpdate(sql));
      Eventually.holds("it waits for the lock", SOON, () -> isLockAwaited(lock));

      change.cancel();

      Eventually.holds("it waits no more", SOON, () -> !isLockAwaited(lock));
      other.rollback();
      assertThatThrownBy(changed::get).hasCauseInstanceOf(SQLException.class);
    }
    assertThat(rows("SELECT count(*), count_if(name = 'x') FROM sales.public.t"))
        .containsExactly(List.of("25", "0"));
    Eventually.holds(
        "nothing is left",
        SOON,
        () -> rows("SHOW TABLES FROM sales.public LIKE 'tributary%'").isEmpty());
  }

  private static boolean isLockAwaited(Statement statement) throws SQLException {
    try (ResultSet waiting =
        statement.executeQuery(
            "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 't'::regclass")) {
      waiting.next();
      return waiting.getBoolean(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM sales.public.t WHERE length(name) > 5",
        "UPDATE sales.public.t SET name = upper(name)",
        "MERGE INTO sales.public.t USING (VALUES 1) s(k) ON nationkey = k WHEN MATCHED THEN DELETE"
      })
  void rowsThatTrinoWouldChangeOneByOneAreLeftAlone(String statement) throws SQLException {
    update("CREATE TABLE sales.public.t AS SELECT * FROM tpch.tiny.nation");
    assertThatThrownBy(() -> update(statement))
        .hasMessageContaining("This connector does not support modifying table rows");
    assertThat(rows("SELECT count(*) FROM sales.public.t")).containsExactly(List.of("25"));
  }

  @Test
  void aTableIsEmptiedAndDropped() throws SQLException {
    update("CREATE TABLE sales.public.t AS SELECT * FROM tpch.tiny.nation");
    update("TRUNCATE TABLE sales.public.t");
    assertThat(rows("SELECT count(*) FROM sales.public.t")).containsExactly(List.of("0"));
    update("DROP TABLE sales.public.t");
    assertThat(rows("SHOW TABLES FROM sales.public")).isEmpty();
  }

  @Test
  void whatFailsMidwayLeavesNothing() throws SQLException {
    update("CREATE TABLE sales.public.t AS SELECT orderkey FROM tpch.tiny.orders WHERE false");
    String failing = "SELECT 1 / (orderkey - 59744) FROM tpch.tiny.orders";
    assertThatThrownBy(() -> update("INSERT INTO sales.public.t " + failing))
        .hasMessageContaining("Division by zero");
    assertThatThrownBy(
            () -> update("CREATE TABLE sales.public.u AS " + failing.replace("FROM", "AS x FROM")))
        .hasMessageContaining("Division by zero");
    assertThat(rows("SELECT count(*) FROM sales.public.t")).containsExactly(List.of("0"));
    assertThat(rows("SHOW TABLES FROM sales.public")).containsExactly(List.of("t"));
  }

  @Test
  void whatASourceDoesNotTakeIsRefusedWithTheReason() {
    assertThatThrownBy(() -> update("CREATE TABLE archive.public.t AS SELECT 1 AS a"))
        .hasMessageContaining("archive")
        .hasMessageContaining("writable=true");
    assertThatThrownBy(() -> update("CREATE TABLE sales.public.t AS SELECT uuid() AS a"))
        .hasMessageContaining("Unsupported column type: uuid");
    assertThatThrownBy(() -> update("CREATE TABLE sales.public.t (a timestamp(9))"))
        .hasMessageContaining("Unsupported column type: timestamp(9)");
    assertThatThrownBy(() -> update("CREATE TABLE sales.nowhere.t (a bigint)"))
        .hasMessageContaining("nowhere");
  }

  private static long update(String sql) throws SQLException {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }

  private static List<List<String>> rows(String sql) throws SQLException {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          Object value = result.getObject(i);
          row.add(
              value instanceof byte[] bytes
                  ? HexFormat.of().formatHex(bytes)
                  : String.valueOf(value));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
