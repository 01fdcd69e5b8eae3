package io.tributary.catalog.discovery;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tributary.catalog.error.CatalogException;
import io.tributary.catalog.source.ConfiguredSource;
import io.tributary.catalog.source.NameLookup;
import io.tributary.catalog.source.SourceRegistry;
import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableSummary;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Schemas and tables of the sources, as [io.tributary.connector.Caller#current] may see them.
///
/// Names match exactly or, failing that, whatever the case of their letters. Answers are remembered
/// for a bounded time, so a table made meanwhile shows up late in listings; asked for by its exact
/// name it is found at once.
///
/// Methods throw [CatalogException] with SOURCE_NOT_FOUND, SCHEMA_NOT_FOUND, TABLE_NOT_FOUND,
/// SOURCE_MISCONFIGURED or INVALID_ARGUMENT, and [ConnectorException] where a source fails.
public final class Discovery implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Discovery.class);

  /// Bound of each cache, in names and columns: about 100 MB of heap if all were full.
  private static final long MAX_CACHE_SIZE = 200_000;

  private static final int NAMES_PER_PAGE = 1_000;

  private final SourceRegistry registry;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final DiscoveryCache<SchemaList, List<String>> schemas;
  private final DiscoveryCache<PageQuestion, TablePage> pages;
  private final DiscoveryCache<String, List<String>> tableNames;
  private final DiscoveryCache<TableName, DiscoveredTable> tables;
  private final DiscoveryCache<TableName, List<ColumnDescription>> columns;

  /// The one question that a source's list of schemas answers.
  private enum SchemaList {
    ALL
  }

  private record PageQuestion(Optional<String> schema, Optional<TableName> from, int limit) {}

  public Discovery(SourceRegistry registry, Duration cacheAge, Clock clock) {
    this.registry = registry;
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.schemas = new DiscoveryCache<>(List::size, MAX_CACHE_SIZE, cacheAge, ticker, executor);
    this.pages =
        new DiscoveryCache<>(
            page -> page.tables().size(), MAX_CACHE_SIZE, cacheAge, ticker, executor);
    this.tableNames = new DiscoveryCache<>(List::size, MAX_CACHE_SIZE, cacheAge, ticker, executor);
    this.tables =
        new DiscoveryCache<>(
            table -> table.description().columns().size(),
            MAX_CACHE_SIZE,
            cacheAge,
            ticker,
            executor);
    this.columns = new DiscoveryCache<>(List::size, MAX_CACHE_SIZE, cacheAge, ticker, executor);
  }

  /// The schemas of a source, sorted.
  public List<String> schemas(String source) {
    return schemas(registry.ready(source));
  }

  /// Tables and views of a source from a place on.
  ///
  /// @param schema only this schema
  /// @param from first table of the page; empty for the first page
  /// @param limit at most this many, more than 0
  public TablePage tables(
      String source, Optional<String> schema, Optional<TableName> from, int limit) {
    ConfiguredSource.Ready ready = registry.ready(source);
    PageQuestion question =
        new PageQuestion(schema.map(asked -> schemaName(ready, asked)), from, limit);
    return pages.get(
        ready,
        question,
        opened -> opened.listTables(question.schema(), question.from(), question.limit()));
  }

  /// A table in full.
  public DiscoveredTable table(String source, String schema, String table) {
    ConfiguredSource.Ready ready = registry.ready(source);
    TableName asked = new TableName(schema, table);
    return tables.get(ready, asked, opened -> discover(ready, opened, asked));
  }

  /// The columns of tables of exactly these names, without those that do not exist or cannot be
  /// described.
  public Map<TableName, List<ColumnDescription>> columns(String source, List<TableName> tables) {
    return columns.getAll(registry.ready(source), tables, ColumnsOfTables::ask);
  }

  /// Forgets what any organisation has seen of a source: all of them see the same tables change.
  public void forget(String source) {
    schemas.forget(source);
    pages.forget(source);
    tableNames.forget(source);
    tables.forget(source);
    columns.forget(source);
  }

  /// Abandons what is being asked of sources.
  @Override
  public void close() {
    executor.shutdownNow();
  }

  private DiscoveredTable discover(ConfiguredSource.Ready ready, Source opened, TableName asked) {
    TableDescription description =
        opened.describe(asked).orElseGet(() -> describeNamedAlike(ready, opened, asked));
    return new DiscoveredTable(ready.name(), description, statistics(opened, description.name()));
  }

  /// A table can be read without statistics, only not as fast.
  private static TableStatistics statistics(Source opened, TableName table) {
    try {
      return opened.statistics(table);
    } catch (ConnectorException e) {
      if (e.code().retryable()) {
        throw e;
      }
      log.warn("the statistics of {} are not known: {}", table, e.getMessage());
      return TableStatistics.UNKNOWN;
    }
  }

  private TableDescription describeNamedAlike(
      ConfiguredSource.Ready ready, Source opened, TableName asked) {
    String schema = schemaName(ready, asked.schema());
    List<String> names = tableNames.get(ready, schema, source -> listNames(source, schema));
    return NameLookup.find("table", asked.table(), names)
        .flatMap(name -> opened.describe(new TableName(schema, name)))
        .orElseThrow(() ->
            new CatalogException(
                ErrorCode.TABLE_NOT_FOUND,
                "table \"%s\" does not exist in %s.%s%s"
                    .formatted(
                        asked.table(),
                        ready.name(),
                        schema,
                        NameLookup.didYouMean(asked.table(), names))));
  }

  private String schemaName(ConfiguredSource.Ready ready, String asked) {
    List<String> names = schemas(ready);
    return NameLookup.find("schema", asked, names)
        .orElseThrow(() ->
            new CatalogException(
                ErrorCode.SCHEMA_NOT_FOUND,
                "schema \"%s\" does not exist in source %s%s"
                    .formatted(asked, ready.name(), NameLookup.didYouMean(asked, names))));
  }

  private List<String> schemas(ConfiguredSource.Ready ready) {
    return schemas.get(ready, SchemaList.ALL, opened -> List.copyOf(opened.listSchemas()));
  }

  private static List<String> listNames(Source source, String schema) {
    List<String> names = new ArrayList<>();
    Optional<TableName> from = Optional.empty();
    do {
      TablePage page = source.listTables(Optional.of(schema), from, NAMES_PER_PAGE);
      page.tables().stream().map(TableSummary::name).map(TableName::table).forEach(names::add);
      from = page.next();
    } while (from.isPresent());
    return List.copyOf(names);
  }
}
