package io.tributary.catalog.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tributary.catalog.CatalogFixture;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import io.tributary.v1.Column;
import io.tributary.v1.ForeignKey;
import io.tributary.v1.GetTableRequest;
import io.tributary.v1.Key;
import io.tributary.v1.ListSchemasRequest;
import io.tributary.v1.ListTablesRequest;
import io.tributary.v1.Table;
import io.tributary.v1.TableKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresDiscoveryTest {
  @TempDir private static Path directory;
  private static PostgresServer postgres;
  private static CatalogFixture catalog;

  @BeforeAll
  static void start() throws SQLException {
    postgres = PostgresServer.start();
    try (Connection connection = postgres.connect()) {
      new TpchData(0.01)
          .loadIntoPostgres(
              connection, "tpch", List.of(TpchTable.REGION, TpchTable.NATION, TpchTable.CUSTOMER));
    }
    postgres.execute(
        "CREATE SCHEMA odd",
        "CREATE VIEW odd.germans AS SELECT * FROM tpch.customer WHERE c_nationkey = 7",
        "CREATE TABLE odd.\"Mixed Case\" (id bigint PRIMARY KEY, area point, note text)",
        "COMMENT ON TABLE odd.\"Mixed Case\" IS 'a table'",
        "COMMENT ON COLUMN odd.\"Mixed Case\".note IS 'a column'");
    postgres.execute(
        "CREATE ROLE modest LOGIN PASSWORD 'modest'",
        "GRANT USAGE ON SCHEMA tpch TO modest",
        "GRANT SELECT ON tpch.nation TO modest",
        "REVOKE SELECT ON pg_catalog.pg_stats FROM PUBLIC");
    writeSource("sales", postgres.user(), postgres.password());
    writeSource("locked", postgres.user(), "wrong-password");
    writeSource("modest", "modest", "modest");
    catalog = CatalogFixture.over(directory);
  }

  @AfterAll
  static void stop() {
    catalog.close();
    postgres.close();
  }

  @Test
  void schemasAreThoseOfUsers() {
    assertThat(
            catalog
                .client()
                .listSchemas(ListSchemasRequest.newBuilder().setSource("sales").build())
                .getSchemasList())
        .containsExactly("odd", "public", "tpch");
  }

  @Test
  void tablesAndViewsAreListed() {
    assertThat(
            catalog
                .client()
                .listTables(ListTablesRequest.newBuilder().setSource("sales").build())
                .getTablesList())
        .extracting(table -> table.getRef().getSchema() + "." + table.getRef().getTable())
        .containsExactly(
            "odd.Mixed Case", "odd.germans", "tpch.customer", "tpch.nation", "tpch.region");
  }

  @Test
  void columnsComeWithTheirArrowAndSourceTypes() {
    Table customer = getTable("tpch", "customer");

    Schema arrowSchema =
        Schema.deserializeMessage(customer.getArrowSchema().asReadOnlyByteBuffer());
    assertThat(arrowSchema.getFields())
        .extracting(Field::getName)
        .isEqualTo(customer.getColumnsList().stream().map(Column::getName).toList())
        .hasSize(8);
    assertThat(arrowSchema.findField("c_acctbal").getType())
        .isEqualTo(new ArrowType.Decimal(15, 2, 128));
    assertThat(customer.getColumns(5).getSourceType()).isEqualTo("numeric(15,2)");
  }

  @Test
  void keysComeWithTheTable() {
    Table nation = getTable("tpch", "nation");

    assertThat(nation.getKeysList())
        .filteredOn(Key::getPrimary)
        .singleElement()
        .satisfies(key -> assertThat(key.getColumnsList()).containsExactly("n_nationkey"));
    assertThat(nation.getForeignKeysList())
        .singleElement()
        .satisfies(PostgresDiscoveryTest::assertRefersToRegion);
  }

  @Test
  void statisticsComeWithTheTable() {
    Table customer = getTable("tpch", "customer");

    assertThat(customer.getRowCount()).isEqualTo(1500);
    assertThat(customer.getStatisticsList())
        .filteredOn(column -> column.getColumn().equals("c_mktsegment"))
        .singleElement()
        .satisfies(column -> assertThat(column.getDistinctCount()).isEqualTo(5));
  }

  @Test
  void aTableIsFoundWithoutItsStatisticsWhereTheseFail() {
    Table nation = getTable("modest", "tpch", "nation");

    assertThat(nation.getColumnsList()).hasSize(4);
    assertThat(nation.hasRowCount()).isFalse();
    assertThat(nation.getStatisticsList()).isEmpty();
  }

  @Test
  void aViewIsOne() {
    assertThat(getTable("odd", "germans").getKind()).isEqualTo(TableKind.TABLE_KIND_VIEW);
  }

  @Test
  void namesMatchWhateverTheirCase() {
    assertThat(getTable("ODD", "mixed case").getRef().getTable()).isEqualTo("Mixed Case");
  }

  @Test
  void commentsComeWithTableAndColumns() {
    Table table = getTable("odd", "Mixed Case");

    assertThat(table.getComment()).isEqualTo("a table");
    assertThat(table.getColumns(2).getComment()).isEqualTo("a column");
  }

  @Test
  void aTypeWithoutCounterpartSaysWhyItIsReadAsText() {
    Table table = getTable("odd", "Mixed Case");

    assertThat(table.getColumns(0).getReadAsTextBecause()).isEmpty();
    assertThat(table.getColumns(1).getReadAsTextBecause()).isNotEmpty();
  }

  @Test
  void aWrongPasswordNamesTheSourceAndNoSecret() {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() ->
            catalog
                .client()
                .listSchemas(ListSchemasRequest.newBuilder().setSource("locked").build()))
        .satisfies(e -> {
          assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
          assertThat(e.getStatus().getDescription())
              .contains("locked")
              .doesNotContain("wrong-password");
        });
  }

  private static void assertRefersToRegion(ForeignKey key) {
    assertThat(key.getColumnsList()).containsExactly("n_regionkey");
    assertThat(key.getReferencedTable().getSource()).isEqualTo("sales");
    assertThat(key.getReferencedTable().getTable()).isEqualTo("region");
    assertThat(key.getReferencedColumnsList()).containsExactly("r_regionkey");
  }

  private static Table getTable(String schema, String table) {
    return getTable("sales", schema, table);
  }

  private static Table getTable(String source, String schema, String table) {
    return catalog
        .client()
        .getTable(
            GetTableRequest.newBuilder()
                .setSource(source)
                .setSchema(schema)
                .setTable(table)
                .build())
        .getTable();
  }

  private static void writeSource(String name, String user, String password) {
    CatalogFixture.write(
        directory,
        name + ".properties",
        "connector.name=postgresql",
        "connection-url=" + postgres.jdbcUrl(),
        "connection-user=" + user,
        "connection-password=" + password);
  }
}
