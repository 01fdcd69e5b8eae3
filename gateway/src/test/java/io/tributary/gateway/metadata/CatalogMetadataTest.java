package io.tributary.gateway.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.connector.Caller;
import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.gateway.error.GatewayException;
import io.tributary.testing.MariaDbServer;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import io.tributary.v1.SourceState;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogMetadataTest {
  private static PostgresServer postgres;

  @TempDir private Path directory;
  private MetadataFixture fixture;

  @BeforeAll
  static void startPostgres() throws SQLException {
    postgres = PostgresServer.start();
    try (Connection connection = postgres.connect()) {
      new TpchData(0.01)
          .loadIntoPostgres(connection, "tpch", List.of(TpchTable.REGION, TpchTable.NATION));
    }
    postgres.execute(
        "CREATE SCHEMA many",
        "CREATE TABLE many.odd (id bigint PRIMARY KEY, area point, note text)",
        "COMMENT ON TABLE many.odd IS 'a table'",
        "COMMENT ON COLUMN many.odd.note IS 'a column'",
        """
        DO $$ BEGIN
          FOR i IN 1..1500 LOOP EXECUTE 'CREATE TABLE many.t' || i || '()'; END LOOP;
        END $$
        """);
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  @BeforeEach
  void start() {
    fixture = new MetadataFixture(directory);
    fixture.write(
        "sales",
        "connector.name=postgresql",
        "connection-url=" + postgres.jdbcUrl(),
        "connection-user=" + postgres.user(),
        "connection-password=" + postgres.password());
    fixture.write("broken", "connector.name=memory", "behaviour=refuse");
    fixture.advance(MetadataFixture.LONG);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aTableIsWhatItsSourceSaysItIs() {
    try (Source source = open()) {
      for (TableName name :
          List.of(new TableName("tpch", "nation"), new TableName("many", "odd"))) {
        TableMetadata table = table("sales", name.schema(), name.table());

        TableDescription expected = source.describe(name).orElseThrow();
        assertThat(table.description()).isEqualTo(expected);
        assertThat(table.description().arrowSchema()).isEqualTo(expected.arrowSchema());
        assertThat(table.statistics()).isEqualTo(source.statistics(name));
      }
    }
  }

  @Test
  void aColumnKeepsItsCollation() {
    try (MariaDbServer mariaDb = MariaDbServer.start()) {
      mariaDb.execute("CREATE TABLE words (id int, word VARCHAR(9) COLLATE latin1_german2_ci)");
      fixture.write(
          "shop",
          "connector.name=mysql",
          "connection-url=" + mariaDb.jdbcUrl("test"),
          "connection-user=" + mariaDb.user());
      fixture.advance(MetadataFixture.LONG);

      assertThat(table("shop", "test", "words").description().columns())
          .extracting(ColumnDescription::collation)
          .containsExactly(Optional.empty(), Optional.of("latin1_german2_ci"));
    }
  }

  @Test
  void aTableIsFoundWhateverItsCaseAndNamedAsTheSourceNamesIt() {
    assertThat(table("SALES", "TPCH", "Nation").id())
        .isEqualTo(new TableId("sales", "tpch", "nation"));
  }

  @Test
  void theSourceOfATableIsOpenAndReachable() {
    table("sales", "tpch", "nation").source().test();
  }

  @Test
  void aWarmTableCallsNobody() {
    TableMetadata cold = table("sales", "tpch", "nation");
    int calls = fixture.calls();

    TableMetadata warm = table("sales", "tpch", "nation");

    assertThat(fixture.calls()).isEqualTo(calls);
    assertThat(warm.source()).isSameAs(cold.source());
  }

  @Test
  void aTableIsAskedForAgainAfterAWhile() {
    table("sales", "tpch", "nation");
    int calls = fixture.calls();
    fixture.advance(MetadataFixture.LONG);

    table("sales", "tpch", "nation");

    assertThat(fixture.calls()).isGreaterThan(calls);
  }

  @Test
  void organisationsShareNoOpenSource() {
    Source ours = table("sales", "tpch", "nation").source();
    Source theirs =
        new Caller("other", Optional.of("ann"))
            .call(() -> fixture.metadata().table("sales", "tpch", "nation").source());

    assertThat(theirs).isNotSameAs(ours);
  }

  @Test
  void sourcesAreListedWithFailedOnes() {
    assertThat(asCaller(() -> fixture.metadata().sources()))
        .extracting(SourceSummary::getName, SourceSummary::getState)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("broken", SourceState.SOURCE_STATE_FAILED),
            org.assertj.core.groups.Tuple.tuple("sales", SourceState.SOURCE_STATE_READY));
  }

  @Test
  void schemasAreListed() {
    assertThat(asCaller(() -> fixture.metadata().schemas("sales")))
        .containsExactly("many", "public", "tpch");
  }

  @Test
  void theColumnsOfManyTablesTakeFewCallsAndAreThoseOfEach() {
    List<TableRef> listed =
        asCaller(() -> fixture.metadata().tables("sales", Optional.empty())).stream()
            .map(TableSummary::getRef)
            .toList();
    List<TableRef> asked = new ArrayList<>(listed);
    asked.add(TableRef.newBuilder().setSource("sales").setSchema("many").setTable("gone").build());
    int calls = fixture.calls();

    var columns = asCaller(() -> fixture.metadata().columns("sales", asked));

    assertThat(fixture.calls()).isEqualTo(calls + 10);
    assertThat(columns.keySet())
        .containsExactlyElementsOf(listed.stream().map(TableMessages::id).toList());
    assertThat(columns)
        .containsEntry(
            new TableId("sales", "tpch", "nation"),
            table("sales", "tpch", "nation").description().columns())
        .containsEntry(
            new TableId("sales", "many", "odd"),
            table("sales", "many", "odd").description().columns());
  }

  @Test
  void tablesAreListedToTheLastPage() {
    List<TableSummary> all = asCaller(() -> fixture.metadata().tables("sales", Optional.empty()));
    List<TableSummary> some =
        asCaller(() -> fixture.metadata().tables("sales", Optional.of("tpch")));

    assertThat(all).hasSize(1503).doesNotHaveDuplicates();
    assertThat(some)
        .extracting(table -> table.getRef().getTable())
        .containsExactly("nation", "region");
  }

  @Test
  void aMissingTableKeepsItsCodeAndItsSuggestion() {
    assertFailure(
        () -> table("sales", "tpch", "natoin"),
        ErrorCode.TABLE_NOT_FOUND,
        "table \"natoin\" does not exist in sales.tpch; did you mean nation?");
  }

  @Test
  void aMissingSourceKeepsItsCodeAndItsSuggestion() {
    assertFailure(
        () -> table("sale", "tpch", "nation"),
        ErrorCode.SOURCE_NOT_FOUND,
        "source \"sale\" does not exist; did you mean sales?");
  }

  @Test
  void aFailedSourceSaysWhy() {
    assertFailure(
        () -> table("broken", "tpch", "nation"),
        ErrorCode.SOURCE_MISCONFIGURED,
        "source broken cannot be used: broken.properties: token is not good enough");
  }

  @Test
  void anUnreachableCatalogIsNamed() {
    fixture.stopCatalog();

    assertFailure(
        () -> table("sales", "tpch", "nation"),
        ErrorCode.SOURCE_UNAVAILABLE,
        "the catalog service cannot be reached, so no source is known; try again later");
  }

  @Test
  void anOrganisationThatNoHeaderCanCarryIsRefused() {
    assertFailure(
        () -> new Caller("caf\u00e9", Optional.empty()).call(() -> fixture.metadata().sources()),
        ErrorCode.INVALID_ARGUMENT,
        "the organisation \"caf\u00e9\" must be written in printable ASCII without spaces");
  }

  private TableMetadata table(String source, String schema, String table) {
    return asCaller(() -> fixture.metadata().table(source, schema, table));
  }

  private static <T> T asCaller(Supplier<T> action) {
    return Caller.DEFAULT.<T, RuntimeException>call(action::get);
  }

  private static void assertFailure(Supplier<?> action, ErrorCode code, String message) {
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(action::get)
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Source open() {
    return new PostgresqlConnector()
        .open(new SourceConfiguration("sales", "postgresql", postgres.sourceProperties(), "1"));
  }
}
