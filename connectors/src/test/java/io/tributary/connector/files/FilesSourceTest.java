package io.tributary.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalRelation;
import io.tributary.connector.LocalSource;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.connector.TableSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files are which table, and that DuckDB reads them as they were described.
final class FilesSourceTest {
  @TempDir Path lake;

  private Connection duckDb;
  private LocalSource source;

  @BeforeEach
  void open() throws SQLException {
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
    source = open(lake.toString());
  }

  @AfterEach
  void close() throws SQLException {
    source.close();
    duckDb.close();
  }

  @Test
  void aFileIsATableNamedWithoutItsExtension() throws Exception {
    parquet("orders.parquet", "SELECT 1 AS id");
    text("people.csv", "id,name\n1,Ada\n");
    text("events.ndjson", "{\"id\": 1}\n");
    text("notes.txt", "no table");
    text("_temporary.csv", "id\n1\n");
    text(".hidden.csv", "id\n1\n");

    assertThat(tables()).containsExactly("main.events", "main.orders", "main.people");
  }

  @Test
  void aFolderIsASchema() throws Exception {
    parquet("sales/orders.parquet", "SELECT 1 AS id");
    parquet("sales/eu/orders.parquet", "SELECT 1 AS id");

    assertThat(source.listSchemas()).containsExactly("main", "sales", "sales/eu");
    assertThat(tables()).containsExactly("sales.orders", "sales/eu.orders");
    assertThat(rows("sales/eu", "orders")).containsExactly("1");
  }

  @Test
  void aFolderOfFilesWithTheSameColumnsIsOneTable() throws Exception {
    parquet("events/a.parquet", "SELECT 1 AS id");
    parquet("events/b.parquet", "SELECT 2 AS id");

    assertThat(tables()).containsExactly("main.events");
    assertThat(rows("main", "events")).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void filesWithDifferentColumnsAreDifferentTables() throws Exception {
    parquet("mixed/a.parquet", "SELECT 1 AS id");
    parquet("mixed/b.parquet", "SELECT 'x' AS id");

    assertThat(tables()).containsExactly("mixed.a", "mixed.b");
  }

  @Test
  void theLocationItselfIsNeverOneTableOfLikeFiles() throws Exception {
    parquet("a.parquet", "SELECT 1 AS id");
    parquet("b.parquet", "SELECT 2 AS id");

    assertThat(tables()).containsExactly("main.a", "main.b");
  }

  @Test
  void foldersOfKeysAndValuesArePartitionsAndTheirKeysColumns() throws Exception {
    parquet("events/year=2024/month=01/x.parquet", "SELECT 1 AS id");
    parquet("events/year=2025/month=02/x.parquet", "SELECT 2 AS id");

    assertThat(tables()).containsExactly("main.events");
    assertThat(describe("main", "events").columns())
        .extracting(ColumnDescription::name)
        .containsExactly("id", "month", "year");
    assertThat(rows("main", "events")).containsExactlyInAnyOrder("1|01|2024", "2|02|2025");
  }

  @Test
  void aConditionOnAPartitionKeyPrunesFiles() throws Exception {
    parquet("events/year=2024/x.parquet", "SELECT 1 AS id");
    parquet("events/year=2025/x.parquet", "SELECT 2 AS id");
    LocalRelation relation = source.relation(new TableName("main", "events"));

    String plan =
        query("EXPLAIN ANALYZE SELECT id FROM %s WHERE year = 2025".formatted(relation.sql()))
            .getFirst();

    assertThat(plan).contains("Total Files Read: 1");
  }

  @Test
  void aPartitionedLocationIsATableNamedLikeIt() throws Exception {
    parquet("events/year=2024/x.parquet", "SELECT 1 AS id");
    try (LocalSource events = open(lake.resolve("events").toString())) {
      assertThat(events.listTables(Optional.empty(), Optional.empty(), 10).tables())
          .extracting(TableSummary::name)
          .containsExactly(new TableName("main", "events"));
      assertThat(events.describe(new TableName("main", "events"))).isPresent();
    }
  }

  @Test
  void partitionsMayBeTextFiles() throws Exception {
    text("log/day=2024-01-01/a.csv", "id,name\n1,Ada\n");
    text("log/day=2024-01-02/b.csv", "id,name\n2,Bob\n");
    text("track/day=2024-01-02/b.ndjson", "{\"id\": 3}\n");

    assertThat(rows("main", "log"))
        .containsExactlyInAnyOrder("1|Ada|2024-01-01", "2|Bob|2024-01-02");
    assertThat(rows("main", "track")).containsExactly("3|2024-01-02");
  }

  @Test
  void columnsOfPartitionsAreMatchedByName() throws Exception {
    text("people/day=1/a.csv", "id,born,city\n1,1815,London\n");
    text("people/day=x/a.csv", "id,City,born\n2,Oslo,1802\n");

    assertThat(describe("main", "people").columns())
        .extracting(ColumnDescription::name)
        .containsExactly("id", "born", "city", "day");
    assertThat(rows("main", "people"))
        .containsExactlyInAnyOrder("1|1815|London|1", "2|1802|Oslo|x");
  }

  @Test
  void partitionsWithOtherColumnsAreNamed() throws Exception {
    text("people/day=1/a.csv", "id,name\n1,Ada\n");
    text("people/day=2/b.csv", "id,city\n2,Oslo\n");

    assertRefused("people", "day=1/a.csv has [id, name]", "day=2/b.csv has [id, city]");
  }

  @Test
  void firstRowsOfPartitionsWithoutAHeaderAreNotTakenForOne() throws Exception {
    text("headed/k=1/a.csv", "id,v\n1,x\n2,y\n");
    text("headed/k=2/a.csv", "3,z\n4,q\n");
    text("plain/k=1/a.csv", "3,z\n4,q\n");
    text("plain/k=2/a.csv", "id,v\n1,x\n2,y\n");

    assertRefused("headed", "[id, v]", "[3, z]");
    assertRefused("plain", "[column0, column1]", "[id, v]");
  }

  @Test
  void anEmptyFileIsAPartitionWithoutRows() throws Exception {
    text("people/day=1/a.csv", "");
    text("people/day=2/a.csv", "id,name\n2,Bob\n");

    assertThat(rows("main", "people")).containsExactly("2|Bob|2");
  }

  @Test
  void aFileOfNothingThatCountsIsAPartitionWithoutRows() throws Exception {
    text("people/day=1/a.csv", "\n");
    text("people/day=2/a.csv", "id,name\n2,Bob\n");
    text("people/day=3/a.csv", "\uFEFF");
    text("people/day=4/a.csv", "\uFEFF\r\n");

    assertThat(rows("main", "people")).containsExactly("2|Bob|2");
  }

  @Test
  void aCompressedEmptyFileIsAPartitionWithoutRows() throws Exception {
    gzip("people/day=1/a.csv.gz", "");
    gzip("people/day=2/a.csv.gz", "id,name\n2,Bob\n");
    gzip("people/day=3/a.csv.gz", "");

    assertThat(rows("main", "people")).containsExactly("2|Bob|2");
  }

  @Test
  void partitionsMayHaveTheirKeyAsAColumnToo() throws Exception {
    text("events/year=2024/a.csv", "id,year,v\n1,2024,x\n");
    text("events/year=2025/a.csv", "id,year,v\n2,2025,y\n");

    assertThat(rows("main", "events")).containsExactlyInAnyOrder("1|2024|x", "2|2025|y");
  }

  @Test
  void foldersOfKeysAndValuesMayLieAboveTheLocation() throws Exception {
    text("region=eu/lake/events/year=2024/a.csv", "id,v\n1,x\n");
    try (LocalSource below = open(lake.resolve("region=eu/lake").toString())) {
      LocalRelation events = below.relation(new TableName("main", "events"));

      assertThat(query("SELECT id, v, year FROM " + events.sql())).containsExactly("1|x|2024");
    }
  }

  @Test
  void filesThatWouldShareANameKeepTheirExtension() throws Exception {
    parquet("orders.parquet", "SELECT 1 AS id");
    text("orders.csv", "id\n2\n");

    assertThat(tables()).containsExactly("main.orders.csv", "main.orders.parquet");
    assertThat(rows("main", "orders.csv")).containsExactly("2");
  }

  @Test
  void globsChooseFiles() throws Exception {
    parquet("a/one.parquet", "SELECT 1 AS id");
    text("a/two.csv", "id\n2\n");
    parquet("three.parquet", "SELECT 3 AS id");
    text("other/four.csv", "id\n4\n");
    try (LocalSource chosen = open(lake + "/**/*.parquet, " + lake + "/other/f*.{csv,json}")) {
      assertThat(chosen.listTables(Optional.empty(), Optional.empty(), 10).tables())
          .extracting(table -> table.name().toString())
          .containsExactly("a.one", "main.four", "main.three");
    }
  }

  @Test
  void eachOfSeveralDoubleWildcardsMayStandForNoFolder() throws Exception {
    text("raw/direct.csv", "id\n1\n");
    text("raw/x/below.csv", "id\n2\n");
    text("p/raw/above.csv", "id\n3\n");
    text("p/raw/x/between.csv", "id\n4\n");
    try (LocalSource chosen = open(lake + "/**/raw/**/*.csv")) {
      assertThat(chosen.listTables(Optional.empty(), Optional.empty(), 10).tables())
          .extracting(table -> table.name().table())
          .containsExactlyInAnyOrder("direct", "below", "above", "between");
    }
  }

  @Test
  void aFileMayComeAfterItsLocationWasConfigured() throws Exception {
    try (LocalSource late = open(lake.resolve("late.csv").toString())) {
      assertThat(late.listTables(Optional.empty(), Optional.empty(), 10).tables()).isEmpty();
      assertThatThrownBy(late::test).hasMessageContaining("there is no " + lake + "/late.csv");
      text("late.csv", "id\n1\n");

      late.test();
      assertThat(late.describe(new TableName("main", "late"))).isPresent();
    }
  }

  @Test
  void aLocationThatTurnsOutToBeAFileIsNotSaidToBeMissing() throws Exception {
    try (LocalSource folder = open(lake.resolve("data").toString())) {
      text("data", "no folder");

      assertThatThrownBy(folder::listSchemas)
          .isInstanceOf(ConnectorException.class)
          .hasMessage("source lake: %s is no folder", lake.resolve("data"));
    }
  }

  @Test
  void compressedTextIsReadInPlace() throws Exception {
    gzip("people.csv.gz", "id,name\n1,Ada\n");
    gzip("list.json.gz", "[{\"a\": 1.5}, {\"a\": 2}]");

    assertThat(rows("main", "people")).containsExactly("1|Ada");
    assertThat(rows("main", "list")).containsExactly("1.5", "2.0");
  }

  @Test
  void quotesBeyondTheSampleAreUnderstood() throws Exception {
    text("people/a.csv", "id,name\n1,Ada\n");
    text("people/b.csv", "id,name\n2,\"Bob, the \"\"builder\"\"\"\n");

    assertThat(rows("main", "people")).containsExactlyInAnyOrder("1|Ada", "2|Bob, the \"builder\"");
  }

  @Test
  void quotesOfTheSampleThatArePartsOfValuesStay() throws Exception {
    text("sizes.csv", "a,b\n\"x\"y,2\nz,3\n");

    assertThat(rows("main", "sizes")).containsExactly("\"x\"y|2", "z|3");
  }

  @Test
  void linesOfCommentsAreNoRows() throws Exception {
    text("between.csv", "a,b\n1,2\n# note\n3,4\n5,6\n");
    text("first.csv", "# one, two\n# three\na,b\n1,2\n3,4\n");

    assertThat(rows("main", "between")).containsExactly("1|2", "3|4", "5|6");
    assertThat(rows("main", "first")).containsExactly("1|2", "3|4");
  }

  @Test
  void rowsThatAllBeginLikeCommentsAreNone() throws Exception {
    text("colors.csv", "a,b\n#1,x\n#2,y\n");

    assertThat(rows("main", "colors")).containsExactly("#1|x", "#2|y");
  }

  @Test
  void namesWithQuotesAndWildcardsAreTakenAsTheyAre() throws Exception {
    parquet("it's [odd]*?.parquet", "SELECT 1 AS \"a \"\"b\"\"\"");
    text("what?.csv", "id\n1\n");

    assertThat(rows("main", "it's [odd]*?")).containsExactly("1");
    assertThat(rows("main", "what?")).containsExactly("1");
  }

  @Test
  void nestedJsonHasTheTypesThatDuckDbExports() throws Exception {
    text("n.ndjson", "{\"a\": 1, \"b\": {\"c\": [1, 2]}}\n{\"a\": 2, \"b\": null}\n");

    TableDescription table = describe("main", "n");

    assertThat(table.columns())
        .extracting(ColumnDescription::sourceType)
        .containsExactly("BIGINT", "STRUCT(c BIGINT[])");
    assertThat(table.arrowSchema().findField("b").getChildren().getFirst().getName())
        .isEqualTo("c");
  }

  @Test
  void jsonValuesThatAreNoObjectsAreOneColumn() throws Exception {
    text("scalars.json", "[1, 2, 3]");
    text("lists.ndjson", "[1]\n[2, 3]\n");
    text("named.ndjson", "{\"json\": 7}\n");

    assertThat(rows("main", "scalars")).containsExactly("1", "2", "3");
    assertThat(rows("main", "lists")).containsExactly("[1]", "[2, 3]");
    assertThat(rows("main", "named")).containsExactly("7");
  }

  @Test
  void jsonObjectsOfManyDifferentKeysAreStillRows() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      lines.append("{\"key%d\": %d}\n".formatted(i, i));
    }
    text("wide.ndjson", lines.toString());

    assertThat(describe("main", "wide").columns()).hasSize(300);
    assertThat(query("SELECT key299 FROM " + source.relation(new TableName("main", "wide")).sql()))
        .hasSize(300)
        .endsWith("299");
  }

  @Test
  void jsonKeysThatDifferInCaseAreColumnsEach() throws Exception {
    text("cases.json", "[{\"id\": 1, \"Id\": 10}, {\"id\": 2, \"Id\": 20}]");

    assertThat(rows("main", "cases")).containsExactly("1|10", "2|20");
  }

  @Test
  void jsonDatesAreReadInTheFormThatWasDetected() throws Exception {
    text("days.ndjson", "{\"d\": \"12-31-2024\", \"n\": {\"t\": \"31-12-2024 10:00:00\"}}\n");
    text("short.ndjson", "{\"d\": \"24-12-31\"}\n");

    assertThat(query("SELECT d, n.t FROM " + source.relation(new TableName("main", "days")).sql()))
        .containsExactly("2024-12-31|2024-12-31 10:00:00.0");
    assertThat(rows("main", "short")).containsExactly("2024-12-31");
  }

  @Test
  void jsonDatesAreReadInTheirFormWhateverTheColumnsAreCalled() throws Exception {
    text("days.ndjson", "{\"a\": 1, \"b\": 1, \"d\": \"24-12-31\"}\n");
    text("told.ndjson", "{\"told\": 1, \"detected\": 1, \"d\": \"24-12-31\"}\n");

    assertThat(rows("main", "days")).containsExactly("1|1|2024-12-31");
    assertThat(rows("main", "told")).containsExactly("1|1|2024-12-31");
  }

  @Test
  void jsonDatesInTheIsoFormAreNotDetectedAtEveryQuery() throws Exception {
    text("iso.ndjson", "{\"d\": \"2024-12-31\", \"t\": \"2024-12-31T10:00:00.5Z\"}\n");

    assertThat(source.relation(new TableName("main", "iso")).sql()).contains("columns = ");
  }

  @Test
  void aBrokenFileAmongOthersMakesThemNoTable() throws Exception {
    parquet("events/a.parquet", "SELECT 1 AS id");
    parquet("events/b.parquet", "SELECT 2 AS id");
    text("events/c.parquet", "cut off in the middle");

    assertThat(tables()).containsExactly("events.a", "events.b", "events.c");
    assertThat(rows("events", "a")).containsExactly("1");
  }

  @Test
  void aTypeThatIsExportedAsTextIsReadAsText() throws Exception {
    parquet("u.parquet", "SELECT 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::UUID AS u, 1 AS i");

    ColumnDescription column = describe("main", "u").columns().getFirst();

    assertThat(column.readAsTextBecause())
        .hasValueSatisfying(why -> assertThat(why).contains("UUID"));
    String sql = source.relation(new TableName("main", "u")).sql();
    assertThat(query("SELECT typeof(u) FROM " + sql)).containsExactly("VARCHAR");
  }

  @Test
  void footersTellTheStatistics() throws Exception {
    parquet(
        "numbers.parquet",
        "SELECT i::INTEGER AS i, i // 100 AS hundreds, DATE '2024-01-01' + (i % 10)::INTEGER AS"
            + " day, TIMESTAMP '1969-12-31 23:59:00' + INTERVAL (i) MINUTE AS minute, CASE WHEN i %"
            + " 4 = 0 THEN NULL ELSE 'x' END AS t FROM range(1000) AS r(i)");

    TableStatistics statistics = source.statistics(new TableName("main", "numbers"));

    assertThat(statistics)
        .isEqualTo(
            new TableStatistics(
                OptionalDouble.of(1000),
                Map.of(
                    "i", counted(1000, 0, 999),
                    "hundreds", counted(10, 0, 9),
                    "day", counted(10, 19_723, 19_732),
                    "minute",
                        new ColumnStatistics(
                            OptionalDouble.empty(),
                            OptionalDouble.of(0),
                            ValueRange.of(-60e6, 999 * 60e6 - 60e6)),
                    "t", new ColumnStatistics(OptionalDouble.empty(), OptionalDouble.of(0.25)))));
  }

  private static ColumnStatistics counted(double distinct, double least, double greatest) {
    return new ColumnStatistics(
        OptionalDouble.of(distinct), OptionalDouble.of(0), ValueRange.of(least, greatest));
  }

  @Test
  void aFileThatDisappearedIsNoTableAnyMore() throws Exception {
    Path file = parquet("orders.parquet", "SELECT 1 AS id");
    TableName orders = new TableName("main", "orders");
    assertThat(source.describe(orders)).isPresent();
    Files.delete(file);

    assertThat(source.describe(orders)).isEmpty();
    assertThatThrownBy(() -> source.relation(orders))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND))
        .hasMessageContaining("source lake")
        .hasMessageContaining("main.orders");
  }

  @Test
  void aChangedFileIsDescribedAnew() throws Exception {
    parquet("orders.parquet", "SELECT 1 AS id");
    assertThat(describe("main", "orders").columns()).hasSize(1);
    parquet("orders.parquet", "SELECT 1 AS id, 'a longer one' AS name");

    assertThat(describe("main", "orders").columns()).hasSize(2);
  }

  @Test
  void aBrokenFileIsNamedAndHidesNoOther() throws Exception {
    text("broken.parquet", "this is not Parquet at all");
    parquet("fine.parquet", "SELECT 1 AS id");

    assertThat(tables()).containsExactly("main.broken", "main.fine");
    assertThatThrownBy(() -> source.describe(new TableName("main", "broken")))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_ERROR))
        .hasMessageContaining("source lake")
        .hasMessageContaining("broken.parquet");
  }

  @Test
  void partitionsOfSeveralFormatsDisturbNoOtherTable() throws Exception {
    text("ok.csv", "id\n1\n");
    text("mixed/k=1/a.csv", "id\n1\n");
    text("mixed/k=2/a.json", "[{\"id\": 1}]");

    assertThat(tables()).containsExactly("main.mixed", "main.ok");
    assertThat(rows("main", "ok")).containsExactly("1");
    assertRefused("mixed", "source lake", "[CSV, JSON]");
  }

  @Test
  void twoTablesOfOneNameDisturbNoOther() throws Exception {
    text("a/ok.csv", "id\n1\n");
    text("a/twice.csv", "id\n1\n");
    text("b/twice.csv", "id\n1\n");
    try (LocalSource both = open(lake.resolve("a") + "," + lake.resolve("b"))) {
      assertThat(both.describe(new TableName("main", "ok"))).isPresent();
      assertThatThrownBy(() -> both.describe(new TableName("main", "twice.csv")))
          .isInstanceOf(ConnectorException.class)
          .hasMessageContainingAll("a/twice.csv", "b/twice.csv", "rename one");
    }
  }

  @Test
  void linksOutOfTheLocationAreRefused(@TempDir Path elsewhere) throws Exception {
    Path secret = elsewhere.resolve("secret.csv");
    Files.writeString(secret, "id\n1\n");
    Files.createSymbolicLink(lake.resolve("leak.csv"), secret);
    Files.createSymbolicLink(lake.resolve("tunnel"), elsewhere);
    parquet("data/a.parquet", "SELECT 1 AS id");
    Files.createSymbolicLink(lake.resolve("inside.parquet"), lake.resolve("data/a.parquet"));

    assertThat(tables()).containsExactly("data.a", "main.inside");
    assertThat(source.describe(new TableName("..", elsewhere.getFileName().toString()))).isEmpty();
    assertThat(source.describe(new TableName("main", "../x"))).isEmpty();
  }

  @Test
  void aLocationThatIsNotThereIsNamed() {
    try (LocalSource lost = open("/no/such/folder")) {
      assertThatThrownBy(lost::test)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
          .hasMessageContaining("source lake")
          .hasMessageContaining("/no/such/folder");
    }
  }

  @Test
  void allProblemsOfAConfigurationAreToldTogether() {
    assertThatThrownBy(() ->
            new FilesConnector()
                .open(new SourceConfiguration("lake", "files", Map.of("locaton", "/x"), "1")))
        .isInstanceOf(ConnectorException.class)
        .hasMessage(
            "source lake is configured wrongly: locaton is not known; did you mean location?;"
                + " location is missing");
  }

  private static LocalSource open(String location) {
    return (LocalSource)
        new FilesConnector()
            .open(new SourceConfiguration("lake", "files", Map.of("location", location), "1"));
  }

  private void assertRefused(String table, String... causes) {
    assertThatThrownBy(() -> source.describe(new TableName("main", table)))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_ERROR))
        .hasMessageContainingAll(causes);
  }

  private List<String> tables() {
    return source.listTables(Optional.empty(), Optional.empty(), 100).tables().stream()
        .map(table -> table.name().toString())
        .toList();
  }

  private TableDescription describe(String schema, String table) {
    return source.describe(new TableName(schema, table)).orElseThrow();
  }

  private List<String> rows(String schema, String table) throws SQLException {
    return query("SELECT * FROM " + source.relation(new TableName(schema, table)).sql());
  }

  private List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = duckDb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = sql.startsWith("EXPLAIN") ? 2 : 1; i <= columns; i++) {
          values.add(result.getString(i));
        }
        rows.add(String.join("|", values));
      }
    }
    return rows;
  }

  private Path parquet(String file, String sql) throws Exception {
    Path path = lake.resolve(file);
    Files.createDirectories(path.getParent());
    Path made = lake.resolve("_made.parquet");
    try (Statement statement = duckDb.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(sql, made));
    }
    return Files.move(made, path, StandardCopyOption.REPLACE_EXISTING);
  }

  private void text(String file, String content) throws IOException {
    Path path = lake.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private void gzip(String file, String content) throws IOException {
    Path path = lake.resolve(file);
    Files.createDirectories(path.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }
}
