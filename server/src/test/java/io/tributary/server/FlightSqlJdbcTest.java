package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Flight SQL as its JDBC driver speaks it.
@ExtendWith(TpchGateway.class)
final class FlightSqlJdbcTest {
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  private final GatewayRunner gateway;
  private Connection connection;

  FlightSqlJdbcTest(GatewayRunner gateway) {
    this.gateway = gateway;
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection(gateway.jdbcUrl());
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void aStatementGivesTypedRows() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT o_orderkey, o_totalprice, o_orderdate, o_orderpriority FROM"
                    + " sales.public.orders WHERE o_orderkey = 1")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong("o_orderkey")).isEqualTo(1);
      assertThat(rows.getBigDecimal("o_totalprice")).isEqualTo(new BigDecimal("172799.49"));
      assertThat(rows.getString("o_orderdate")).isEqualTo("1996-01-02");
      assertThat(rows.getString("o_orderpriority")).isEqualTo("5-LOW");
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void statementsAboutMetadataGiveRows() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE sales.public.nation")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("column_name")).isEqualTo("n_nationkey");
      assertThat(rows.getString("column_type")).isEqualTo("INTEGER");
      assertThat(rows.getString("key")).isEqualTo("PRI");
    }
  }

  @Test
  void explainAnalyzeGivesLinesOfText() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("EXPLAIN ANALYZE SELECT * FROM sales.public.nation")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("Query Plan")).startsWith("Route: native");
    }
  }

  @Test
  void theInformationSchemaJoinsARealTable() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT c.column_name, count(*) FROM sales.information_schema.columns c"
                    + " CROSS JOIN sales.public.region r WHERE c.table_name = 'region'"
                    + " GROUP BY c.column_name, c.ordinal_position ORDER BY c.ordinal_position")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("r_regionkey");
      assertThat(rows.getLong(2)).isEqualTo(5);
    }
  }

  @Test
  void aConnectionMayRequirePushdown() throws SQLException {
    try (Connection strict =
            DriverManager.getConnection(gateway.jdbcUrl() + "&require_pushdown=true");
        Statement statement = strict.createStatement()) {
      assertThatThrownBy(() ->
              statement.executeQuery(
                  "SELECT count(*) FROM sales.public.orders"
                      + " JOIN lake.tpch.lineitem ON o_orderkey = l_orderkey"))
          .hasMessageContaining("CROSS_SOURCE");
    }
  }

  @Test
  void columnsTellTheirTypes() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT o_orderkey, o_totalprice, o_comment FROM sales.public.orders LIMIT 1")) {
      var columns = rows.getMetaData();
      assertThat(columns.getColumnCount()).isEqualTo(3);
      assertThat(columns.getColumnType(1)).isEqualTo(Types.BIGINT);
      assertThat(columns.getColumnType(2)).isEqualTo(Types.DECIMAL);
      assertThat(columns.getColumnType(3)).isEqualTo(Types.VARCHAR);
    }
  }

  @Test
  void aResultOfManyBatchesArrivesWhole() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT o_orderkey FROM sales.public.orders")) {
      long count = 0;
      long sum = 0;
      while (rows.next()) {
        count++;
        sum += rows.getLong(1);
      }
      assertThat(count).isEqualTo(15_000);
      assertThat(sum)
          .isEqualTo(single("SELECT CAST(sum(o_orderkey) AS BIGINT) FROM sales.public.orders"));
    }
  }

  @Test
  void anEmptyResultHasColumns() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT o_orderkey FROM sales.public.orders WHERE o_orderkey < 0")) {
      assertThat(rows.getMetaData().getColumnName(1)).isEqualTo("o_orderkey");
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void aPreparedStatementTakesParametersOfEveryKind() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT count(*) FROM sales.public.orders
            WHERE o_orderkey > ? AND o_orderstatus = ? AND o_orderdate >= ? AND o_totalprice > ?
            """)) {
      statement.setLong(1, 100);
      statement.setString(2, "F");
      statement.setDate(3, Date.valueOf("1994-01-01"));
      statement.setBigDecimal(4, new BigDecimal("100000.00"));
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1))
            .isEqualTo(
                single(
                    """
                    SELECT count(*) FROM sales.public.orders
                    WHERE o_orderkey > 100 AND o_orderstatus = 'F'
                      AND o_orderdate >= DATE '1994-01-01' AND o_totalprice > 100000.00
                    """))
            .isPositive();
      }
    }
  }

  @Test
  void aPreparedStatementRunsAgainWithOtherValues() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT n_name FROM sales.public.nation WHERE n_nationkey = ?")) {
      List<String> names = new ArrayList<>();
      for (int key : new int[] {0, 7, 24}) {
        statement.setInt(1, key);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            names.add(rows.getString(1));
          }
        }
      }
      assertThat(names).containsExactly("ALGERIA", "GERMANY", "UNITED STATES");
    }
  }

  @Test
  void aTimestampParameterKeepsItsTime() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT count(*) FROM sales.public.nation
            WHERE TIMESTAMP '2026-03-01 13:05:00.123' = ?
            """)) {
      statement.setTimestamp(
          1, Timestamp.valueOf("2026-03-01 13:05:00.123"), Calendar.getInstance(UTC));
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(25);
      }
    }
  }

  @Test
  void aNullParameterIsNull() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) FROM sales.public.nation WHERE n_nationkey = ?")) {
      statement.setNull(1, Types.INTEGER);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isZero();
      }
    }
  }

  @Test
  void catalogsAreTheSources() throws SQLException {
    assertThat(column(connection.getMetaData().getCatalogs(), "TABLE_CAT"))
        .contains("sales", "lake");
  }

  @Test
  void schemasAreListedBySource() throws SQLException {
    assertThat(column(connection.getMetaData().getSchemas("sales", null), "TABLE_SCHEM"))
        .containsExactly("public");
  }

  @Test
  void tablesAreFoundByPattern() throws SQLException {
    assertThat(
            column(
                connection.getMetaData().getTables("sales", "pub%", "%r_er%", null), "TABLE_NAME"))
        .containsExactly("orders");
  }

  @Test
  void tableTypesFilterTables() throws SQLException {
    String[] views = {"VIEW"};
    assertThat(column(connection.getMetaData().getTables("sales", null, "%", views), "TABLE_NAME"))
        .isEmpty();
    assertThat(column(connection.getMetaData().getTableTypes(), "TABLE_TYPE"))
        .containsExactlyInAnyOrder("TABLE", "VIEW");
  }

  @Test
  void columnsTellTheSourcesOwnTypes() throws SQLException {
    try (ResultSet columns =
        connection.getMetaData().getColumns("sales", "public", "orders", "o_totalprice")) {
      assertThat(columns.next()).isTrue();
      assertThat(columns.getString("TYPE_NAME")).isEqualTo("numeric(15,2)");
      assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.DECIMAL);
      assertThat(columns.getInt("COLUMN_SIZE")).isEqualTo(15);
      assertThat(columns.getInt("DECIMAL_DIGITS")).isEqualTo(2);
      assertThat(columns.getString("IS_NULLABLE")).isEqualTo("NO");
      assertThat(columns.next()).isFalse();
    }
  }

  @Test
  void primaryKeysComeInTheirOrder() throws SQLException {
    assertThat(
            column(
                connection.getMetaData().getPrimaryKeys("sales", "public", "orders"),
                "COLUMN_NAME"))
        .containsExactly("o_orderkey");
  }

  @Test
  void whatIsNotThereIsNotListed() throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    assertThat(column(metaData.getSchemas("nowhere", null), "TABLE_SCHEM")).isEmpty();
    assertThat(column(metaData.getTables("nowhere", null, "%", null), "TABLE_NAME")).isEmpty();
    assertThat(column(metaData.getColumns("nowhere", null, "%", "%"), "COLUMN_NAME")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere, public, orders",
    "sales, nowhere, orders",
    "sales, public, nothing",
    "nowhere,, orders",
    ", nowhere, orders",
  })
  void whatIsNotThereHasNoKeys(String source, String schema, String table) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    assertThat(column(metaData.getPrimaryKeys(source, schema, table), "COLUMN_NAME")).isEmpty();
    assertThat(column(metaData.getImportedKeys(source, schema, table), "PKTABLE_NAME")).isEmpty();
    assertThat(column(metaData.getExportedKeys(source, schema, table), "FKTABLE_NAME")).isEmpty();
    assertThat(
            column(
                metaData.getCrossReference(source, schema, table, "sales", "public", "orders"),
                "FKTABLE_NAME"))
        .isEmpty();
  }

  @Test
  void importedKeysNameWhatATableRefersTo() throws SQLException {
    assertThat(
            column(
                connection.getMetaData().getImportedKeys("sales", "public", "orders"),
                "PKTABLE_NAME"))
        .containsExactly("customer");
  }

  @Test
  void exportedKeysNameWhatRefersToATable() throws SQLException {
    assertThat(
            column(
                connection.getMetaData().getExportedKeys("sales", "public", "nation"),
                "FKTABLE_NAME"))
        .containsExactlyInAnyOrder("customer", "supplier");
  }

  @Test
  void crossReferencesNameTheColumnsOfBothTables() throws SQLException {
    try (ResultSet keys =
        connection
            .getMetaData()
            .getCrossReference("sales", "public", "nation", "sales", "public", "customer")) {
      assertThat(keys.next()).isTrue();
      assertThat(keys.getString("PKCOLUMN_NAME")).isEqualTo("n_nationkey");
      assertThat(keys.getString("FKCOLUMN_NAME")).isEqualTo("c_nationkey");
      assertThat(keys.next()).isFalse();
    }
  }

  @Test
  void theServerTellsWhatItIs() throws SQLException {
    var server = connection.getMetaData();
    assertThat(server.getDatabaseProductName()).isEqualTo("Tributary");
    assertThat(server.isReadOnly()).isFalse();
    assertThat(server.getIdentifierQuoteString()).isEqualTo("\"");
    assertThat(server.supportsTransactions()).isFalse();
  }

  @Test
  void defaultsOfNamesComeFromConnectionProperties() throws SQLException {
    try (Connection inSales =
            DriverManager.getConnection(
                gateway.jdbcUrl() + "&x-tributary-source=sales&x-tributary-schema=public");
        Statement statement = inSales.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM nation")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isEqualTo(25);
    }
  }

  @Test
  void anUnknownTableIsOneLineWithItsPlaceAndItsNeighbours() {
    assertThatThrownBy(() -> single("SELECT count(*)\nFROM sales.public.ordrs"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("line 2, column 6")
        .rootCause()
        .message()
        .contains("did you mean orders?")
        .hasLineCount(1);
  }

  @Test
  void aSyntaxErrorHasItsPlace() {
    assertThatThrownBy(() -> single("SELECT count(* FROM sales.public.orders"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("line 1, column ");
  }

  @Test
  void anUpdateIsRefused() {
    assertThatThrownBy(() -> single("DELETE FROM sales.public.orders"))
        .isInstanceOf(SQLException.class);
  }

  private long single(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  private static List<String> column(ResultSet rows, String column) throws SQLException {
    List<String> values = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        values.add(rows.getString(column));
      }
    }
    return values;
  }
}
