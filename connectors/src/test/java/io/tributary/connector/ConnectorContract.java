package io.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What holds for every connector. Its subclasses bring a source that holds
///
/// - `sample` in the schema that [#sampleSchema] names: the rows of [#sampleColumns];
/// - at least three more tables, in at least one more schema where the source has several.
public abstract class ConnectorContract {
  protected static final String SOURCE_NAME = "contracted";

  protected final BufferAllocator allocator = new RootAllocator();
  protected Source source;

  private Connection duckDb;

  protected abstract ConnectorFactory connector();

  /// The connector's settings for the source that was brought.
  protected abstract Map<String, String> properties();

  /// The settings of a source that is not there.
  protected abstract Map<String, String> propertiesOfDeadSource();

  protected abstract String sampleSchema();

  /// What the source delivers of [SampleColumn#all]: a source that lacks a type leaves it out.
  protected List<SampleColumn> sampleColumns() {
    return SampleColumn.all();
  }

  /// Schemas that the source lists at least.
  protected int leastSchemas() {
    return 2;
  }

  /// Makes a table of DuckDB from one of the source.
  ///
  /// @param made name of DuckDB's table
  protected abstract void copyIntoDuckDb(Connection duckDb, TableDescription table, String made)
      throws Exception;

  @BeforeEach
  final void open() throws SQLException {
    source = open(properties());
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = duckDb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
  }

  @AfterEach
  final void close() throws SQLException {
    source.close();
    duckDb.close();
    assertThat(allocator.getAllocatedMemory()).as("bytes left").isZero();
    allocator.close();
  }

  protected final Source open(Map<String, String> properties) {
    return connector()
        .open(new SourceConfiguration(SOURCE_NAME, connector().descriptor().id(), properties, "1"));
  }

  protected final TableDescription sample() {
    return source.describe(new TableName(sampleSchema(), "sample")).orElseThrow();
  }

  @Test
  void theSourceIsReached() {
    source.test();

    assertThat(source.name()).isEqualTo(SOURCE_NAME);
  }

  @Test
  void listingIsSortedAndPageByPageTheSame() {
    List<TableSummary> whole = source.listTables(Optional.empty(), Optional.empty(), 1000).tables();
    assertThat(whole).hasSizeGreaterThanOrEqualTo(4);
    assertThat(whole).extracting(TableSummary::name).isSorted();

    for (int limit : new int[] {1, 2, 3, whole.size()}) {
      List<TableSummary> paged = new ArrayList<>();
      Optional<TableName> from = Optional.empty();
      do {
        TablePage page = source.listTables(Optional.empty(), from, limit);
        assertThat(page.tables()).hasSizeBetween(1, limit);
        paged.addAll(page.tables());
        from = page.next();
      } while (from.isPresent());
      assertThat(paged).isEqualTo(whole);
    }
  }

  @Test
  void everyTableLiesInAListedSchemaAndIsListedWithIt() {
    List<TableSummary> whole = source.listTables(Optional.empty(), Optional.empty(), 1000).tables();
    List<TableSummary> bySchema = new ArrayList<>();
    for (String schema : source.listSchemas()) {
      bySchema.addAll(source.listTables(Optional.of(schema), Optional.empty(), 1000).tables());
    }

    assertThat(source.listSchemas()).isSorted().hasSizeGreaterThanOrEqualTo(leastSchemas());
    assertThat(bySchema).isEqualTo(whole);
  }

  @Test
  void everyListedTableIsDescribedUnderItsName() {
    for (TableSummary table :
        source.listTables(Optional.empty(), Optional.empty(), 1000).tables()) {
      TableDescription description = source.describe(table.name()).orElseThrow();
      assertThat(description.name()).isEqualTo(table.name());
      assertThat(description.kind()).isEqualTo(table.kind());
      assertThat(description.comment()).isEqualTo(table.comment());
      assertThat(description.columns()).isNotEmpty();
    }
  }

  @Test
  void theColumnsOfManyTablesAreThoseOfEach() {
    List<TableName> asked = new ArrayList<>();
    Map<TableName, List<ColumnDescription>> expected = new HashMap<>();
    for (TableSummary table :
        source.listTables(Optional.empty(), Optional.empty(), 1000).tables()) {
      asked.add(table.name());
      expected.put(table.name(), source.describe(table.name()).orElseThrow().columns());
    }
    asked.add(new TableName(sampleSchema(), "no_such_table"));
    asked.add(new TableName("x' OR 'x' = 'x", "sample"));

    assertThat(source.columns(asked)).isEqualTo(expected);
    assertThat(source.columns(List.of())).isEmpty();
  }

  @Test
  void aTableThatIsNotThereIsNotDescribed() {
    assertThat(source.describe(new TableName(sampleSchema(), "no_such_table"))).isEmpty();
    assertThat(source.describe(new TableName("no_such_schema", "sample"))).isEmpty();
    assertThat(source.describe(new TableName("", ""))).isEmpty();
    assertThat(source.describe(new TableName("x' OR 'x' = 'x", "x' OR 'x' = 'x"))).isEmpty();
  }

  @Test
  void everyColumnIsDescribedInOrder() {
    assertThat(sample().columns())
        .extracting(ColumnDescription::name)
        .containsExactlyElementsOf(sampleColumns().stream().map(SampleColumn::name).toList());
  }

  @Test
  void everyColumnIsReadInItsDescribedTypeWithTheValuesOfDuckDb() throws Exception {
    try (Statement statement = duckDb.createStatement()) {
      statement.execute(SampleColumn.createTableSql("expected", sampleColumns()));
    }
    copyIntoDuckDb(duckDb, sample(), "actual");

    assertThat(columnTypes("actual")).isEqualTo(columnTypes("expected"));
    assertThat(rows("SELECT * FROM actual EXCEPT ALL SELECT * FROM expected")).isEmpty();
    assertThat(rows("SELECT * FROM expected EXCEPT ALL SELECT * FROM actual")).isEmpty();
  }

  @Test
  void everyTableIsReadInTheTypesThatItIsDescribedIn() throws Exception {
    int number = 0;
    for (TableSummary table :
        source.listTables(Optional.empty(), Optional.empty(), 1000).tables()) {
      String made = "made" + number++;
      TableDescription description = source.describe(table.name()).orElseThrow();
      copyIntoDuckDb(duckDb, description, made);
      assertThat(columnTypes(made).keySet())
          .containsExactlyInAnyOrderElementsOf(
              description.columns().stream().map(ColumnDescription::name).toList());
    }
  }

  @Test
  void statisticsAreWithinReason() {
    TableDescription sample = sample();
    TableStatistics statistics = source.statistics(sample.name());

    statistics.rowCount().ifPresent(rows -> assertThat(rows).isNotNegative());
    assertThat(sample.columns().stream().map(ColumnDescription::name))
        .containsAll(statistics.columns().keySet());
    statistics
        .columns()
        .values()
        .forEach(column -> {
          column.distinctCount().ifPresent(count -> assertThat(count).isNotNegative());
          column.nullFraction().ifPresent(share -> assertThat(share).isBetween(0.0, 1.0));
        });
  }

  @Test
  void aSourceThatIsNotThereIsNamed() {
    try (Source dead = open(propertiesOfDeadSource())) {
      assertThatThrownBy(dead::test)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
          .hasMessageContaining(SOURCE_NAME)
          .hasMessageNotContaining("\n");
      assertThatThrownBy(dead::listSchemas)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
          .hasMessageContaining(SOURCE_NAME);
    }
  }

  @Test
  void anUnknownSettingIsRefusedNamingTheNearest() {
    String known = connector().descriptor().properties().getFirst().key();
    Map<String, String> settings = new TreeMap<>(properties());
    settings.put(known + "s", "x");

    assertThatThrownBy(() -> open(settings))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_MISCONFIGURED))
        .hasMessageContaining(SOURCE_NAME)
        .hasMessageContaining("%ss is not known; did you mean %s?".formatted(known, known));
  }

  @Test
  void secretsAreInNoMessage() {
    String secret = "hunter2-and-more";
    Map<String, String> settings = new TreeMap<>(propertiesOfDeadSource());
    connector().descriptor().properties().stream()
        .filter(ConnectorDescriptor.Property::secret)
        .forEach(property -> settings.put(property.key(), secret));
    List<Throwable> failures = new ArrayList<>();
    try (Source dead = open(settings)) {
      failures.add(catchThrowable(dead::test));
      failures.add(catchThrowable(dead::listSchemas));
      assertThat(dead.toString()).doesNotContain(secret);
    }
    settings.put("unknown-key", secret);
    failures.add(catchThrowable(() -> open(settings)));

    for (Throwable failure : failures) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        assertThat(cause.toString()).doesNotContain(secret);
      }
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    Source other = open(properties());
    other.test();
    other.close();
    other.close();
  }

  private Map<String, String> columnTypes(String table) throws SQLException {
    Map<String, String> types = new TreeMap<>();
    for (List<String> row : rows("DESCRIBE " + table)) {
      types.put(row.get(0), row.get(1));
    }
    return types;
  }

  private List<List<String>> rows(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = duckDb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
