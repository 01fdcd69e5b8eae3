package io.tributary.catalog.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tributary.catalog.CatalogFixture;
import io.tributary.v1.BatchGetColumnsRequest;
import io.tributary.v1.GetTableRequest;
import io.tributary.v1.ListSchemasRequest;
import io.tributary.v1.ListSourcesRequest;
import io.tributary.v1.ListTablesRequest;
import io.tributary.v1.ListTablesResponse;
import io.tributary.v1.RefreshSourceRequest;
import io.tributary.v1.Table;
import io.tributary.v1.TableSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogGrpcServiceTest {
  @TempDir private Path directory;
  private CatalogFixture catalog;

  @BeforeEach
  void start() {
    CatalogFixture.write(
        directory,
        "crm.properties",
        "connector.name=memory",
        "tables=public.t1, public.t2, public.t3, public.t4, public.t5, public.t6, Sales.Orders,"
            + " Sales.Twice, Sales.TWICE, Sales.crash");
    CatalogFixture.write(directory, "broken.properties", "connector.name=memry");
    catalog = CatalogFixture.over(directory);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  @Test
  void schemasAreListed() {
    assertThat(schemas("crm")).containsExactly("Sales", "public");
  }

  @Test
  void aListingIsServedPageByPageWithoutGapsOrRepeats() {
    List<ListTablesResponse> pages = new ArrayList<>();
    String token = "";
    do {
      pages.add(
          catalog
              .client()
              .listTables(tables("crm", "").setPageSize(4).setPageToken(token).build()));
      token = pages.getLast().getNextPageToken();
    } while (!token.isEmpty());

    assertThat(pages).extracting(ListTablesResponse::getTablesCount).containsExactly(4, 4, 2);
    assertThat(pages.stream().flatMap(page -> page.getTablesList().stream()))
        .extracting(table -> table.getRef().getTable())
        .containsExactly("Orders", "TWICE", "Twice", "crash", "t1", "t2", "t3", "t4", "t5", "t6");
  }

  @Test
  void aListingCanBeOfOneSchemaWhateverItsCase() {
    ListTablesResponse page = catalog.client().listTables(tables("crm", "SALES").build());

    assertThat(page.getTablesList())
        .extracting(TableSummary::getRef)
        .allSatisfy(ref -> assertThat(ref.getSchema()).isEqualTo("Sales"))
        .hasSize(4);
  }

  @Test
  void aPageIsNeverLargerThanTheServersBound() {
    ListTablesResponse page =
        catalog.client().listTables(tables("crm", "").setPageSize(1_000_000).build());

    assertThat(page.getTablesCount()).isEqualTo(CatalogFixture.MAX_PAGE_SIZE);
  }

  @Test
  void aNegativePageSizeIsRefused() {
    assertRefused(
        () -> catalog.client().listTables(tables("crm", "").setPageSize(-1).build()),
        Status.Code.INVALID_ARGUMENT,
        "INVALID_ARGUMENT",
        "page_size is -1");
  }

  @Test
  void aPageTokenThatIsNoneIsRefused() {
    assertRefused(
        () -> catalog.client().listTables(tables("crm", "").setPageToken("2").build()),
        Status.Code.INVALID_ARGUMENT,
        "INVALID_ARGUMENT",
        "page_token \"2\" is none");
  }

  @Test
  void aPageTokenOfAnotherListingIsRefused() {
    String token = catalog.client().listTables(tables("crm", "").build()).getNextPageToken();

    assertRefused(
        () -> catalog.client().listTables(tables("crm", "public").setPageToken(token).build()),
        Status.Code.INVALID_ARGUMENT,
        "INVALID_ARGUMENT",
        "another listing");
  }

  @Test
  void aTableIsFoundWhateverItsCase() {
    Table table = getTable("CRM", "sales", "ORDERS");

    assertThat(table.getRef().getSource()).isEqualTo("crm");
    assertThat(table.getRef().getSchema()).isEqualTo("Sales");
    assertThat(table.getRef().getTable()).isEqualTo("Orders");
  }

  @Test
  void anAmbiguousTableListsItsCandidates() {
    assertRefused(
        () -> getTable("crm", "sales", "twice"),
        Status.Code.INVALID_ARGUMENT,
        "INVALID_ARGUMENT",
        "it may be TWICE, Twice");
  }

  @Test
  void anExactNameIsNeverAmbiguous() {
    assertThat(getTable("crm", "Sales", "Twice").getRef().getTable()).isEqualTo("Twice");
  }

  @Test
  void theColumnsOfSeveralTablesComeInTheOrderAskedForWithoutThoseThatAreNotThere() {
    List<Table> tables = getColumns("CRM", "public", "t2", "t9", "t1", "T3", "t2");

    assertThat(tables).extracting(table -> table.getRef().getTable()).containsExactly("t2", "t1");
    assertThat(tables)
        .allSatisfy(table -> {
          Table whole = getTable("crm", "public", table.getRef().getTable());
          assertThat(table.getRef()).isEqualTo(whole.getRef());
          assertThat(table.getColumnsList()).isEqualTo(whole.getColumnsList());
          assertThat(table.getArrowSchema()).isEqualTo(whole.getArrowSchema());
        });
  }

  @Test
  void columnsAreOnlyAskedForOfTablesWhoseColumnsAreNotKnown() {
    getColumns("crm", "public", "t1", "t2");
    int questions = catalog.memory().lastOpened().questions();

    getColumns("crm", "public", "t1", "t2", "t3");
    assertThat(catalog.memory().lastOpened().questions()).isEqualTo(questions + 1);

    refresh("crm");
    getColumns("crm", "public", "t1", "t2", "t3");
    assertThat(catalog.memory().lastOpened().questions()).isEqualTo(questions + 4);
  }

  @Test
  void columnsThatCouldNotBeToldAreAskedForAgain() {
    assertRefused(
        () -> getColumns("crm", "Sales", "Orders", "crash"),
        Status.Code.INTERNAL,
        "INTERNAL",
        "the catalog failed unexpectedly");

    assertThat(getColumns("crm", "Sales", "Orders")).hasSize(1);
  }

  @Test
  void aTableThatCannotBeDescribedIsLeftOutAlsoOnceTheOthersAreKnown() {
    getColumns("crm", "public", "t1", "damaged");

    assertThat(getColumns("crm", "public", "t1", "damaged")).hasSize(1);
  }

  @Test
  void columnsOfMoreTablesThanTheServersBoundAreRefused() {
    assertRefused(
        () -> getColumns("crm", "public", "t1", "t2", "t3", "t4", "t5", "t6"),
        Status.Code.INVALID_ARGUMENT,
        "INVALID_ARGUMENT",
        "6 tables are too many at once: ask for at most 5");
  }

  @Test
  void aMissingSourceSuggestsTheNearest() {
    assertRefused(
        () -> schemas("cmr"),
        Status.Code.NOT_FOUND,
        "SOURCE_NOT_FOUND",
        "source \"cmr\" does not exist");
    assertRefused(() -> schemas("crm1"), Status.Code.NOT_FOUND, "SOURCE_NOT_FOUND", "mean crm?");
  }

  @Test
  void aMissingSchemaSuggestsTheNearest() {
    assertRefused(
        () -> getTable("crm", "publc", "t1"),
        Status.Code.NOT_FOUND,
        "SCHEMA_NOT_FOUND",
        "schema \"publc\" does not exist in source crm; did you mean public?");
  }

  @Test
  void aMissingTableSuggestsTheNearest() {
    assertRefused(
        () -> getTable("crm", "sales", "oders"),
        Status.Code.NOT_FOUND,
        "TABLE_NOT_FOUND",
        "table \"oders\" does not exist in crm.Sales; did you mean Orders?");
  }

  @Test
  void aFailedSourceSaysWhyItCannotBeUsed() {
    assertRefused(
        () -> schemas("broken"),
        Status.Code.FAILED_PRECONDITION,
        "SOURCE_MISCONFIGURED",
        "source broken cannot be used: broken.properties: connector.name: there is no connector"
            + " \"memry\"; did you mean memory?");
  }

  @Test
  void whatWasDiscoveredIsNotAskedAgain() {
    getTable("crm", "sales", "orders");
    int questions = catalog.memory().lastOpened().questions();

    getTable("crm", "sales", "orders");

    assertThat(catalog.memory().lastOpened().questions()).isEqualTo(questions);
  }

  @Test
  void whatWasDiscoveredIsForgottenWithAge() {
    schemas("crm");
    catalog.memory().lastOpened().add("later.t1");
    catalog.advance(CatalogFixture.CACHE_AGE);

    assertThat(schemas("crm")).contains("later");
  }

  @Test
  void whatWasDiscoveredIsForgottenByARefresh() {
    schemas("crm");
    catalog.memory().lastOpened().add("later.t1");
    assertThat(schemas("crm")).doesNotContain("later");

    refresh("CRM");

    assertThat(schemas("crm")).contains("later");
  }

  @Test
  void whatAnotherOrganisationSawIsForgottenByARefreshToo() {
    ListSchemasRequest request = ListSchemasRequest.newBuilder().setSource("crm").build();
    assertThat(catalog.client("other").listSchemas(request).getSchemasList()).isNotEmpty();
    catalog.memory().lastOpened().add("later.t1");

    refresh("crm");

    assertThat(catalog.client("other").listSchemas(request).getSchemasList()).contains("later");
  }

  @Test
  void oneOrganisationsAnswersAreNotAnothers() {
    schemas("crm");
    catalog.memory().lastOpened().add("later.t1");

    ListSchemasRequest request = ListSchemasRequest.newBuilder().setSource("crm").build();
    assertThat(catalog.client("other").listSchemas(request).getSchemasList()).contains("later");
  }

  @Test
  void aTableMadeLaterIsFoundAtOnceByItsExactName() {
    assertRefused(
        () -> getTable("crm", "public", "t7"), Status.Code.NOT_FOUND, "TABLE_NOT_FOUND", "t7");
    catalog.memory().lastOpened().add("public.t7");

    assertThat(getTable("crm", "public", "t7").getRef().getTable()).isEqualTo("t7");
  }

  @Test
  void aDefectIsToldWithoutItsWords() {
    assertRefused(
        () -> getTable("crm", "Sales", "crash"),
        Status.Code.INTERNAL,
        "INTERNAL",
        "the catalog failed unexpectedly");
  }

  @Test
  void aCallWithoutAnOrganisationIsRefused() {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(
            () -> catalog.anonymousClient().listSources(ListSourcesRequest.getDefaultInstance()))
        .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  private List<String> schemas(String source) {
    return catalog
        .client()
        .listSchemas(ListSchemasRequest.newBuilder().setSource(source).build())
        .getSchemasList();
  }

  private static ListTablesRequest.Builder tables(String source, String schema) {
    return ListTablesRequest.newBuilder().setSource(source).setSchema(schema);
  }

  private List<Table> getColumns(String source, String schema, String... tables) {
    return catalog
        .client()
        .batchGetColumns(
            BatchGetColumnsRequest.newBuilder()
                .setSource(source)
                .setSchema(schema)
                .addAllTables(List.of(tables))
                .build())
        .getTablesList();
  }

  private Table getTable(String source, String schema, String table) {
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

  private void refresh(String source) {
    assertThat(
            catalog
                .client()
                .refreshSource(RefreshSourceRequest.newBuilder().setSource(source).build())
                .getSource()
                .getName())
        .isEqualTo("crm");
  }

  private static void assertRefused(
      ThrowingCallable call, Status.Code status, String code, String message) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(call)
        .satisfies(e -> {
          assertThat(e.getStatus().getCode()).isEqualTo(status);
          assertThat(e.getStatus().getDescription()).contains(message).doesNotContain("\n");
          assertThat(e.getTrailers()).isNotNull();
          assertThat(e.getTrailers().get(io.tributary.catalog.error.GrpcErrors.ERROR_CODE))
              .isEqualTo(code);
        });
  }
}
