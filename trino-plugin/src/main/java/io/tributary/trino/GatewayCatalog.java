package io.tributary.trino;

import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_QUERY_LOOP;
import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_REQUEST_INVALID;
import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_SOURCE_FAILED;
import static io.tributary.v1.SourceState.SOURCE_STATE_READY;
import static io.trino.spi.StandardErrorCode.NOT_SUPPORTED;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.Table;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.RelationColumnsMetadata;
import io.trino.spi.connector.SchemaNotFoundException;
import io.trino.spi.connector.SchemaTableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway's schemas and tables under the names that Trino gives them, which have no upper
/// case. What was seen is believed for half a minute.
final class GatewayCatalog {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayCatalog.class);

  private static final Duration BELIEVED_FOR = Duration.ofSeconds(30);
  private static final int MOST_TABLES_KEPT = 10_000;
  private static final int MOST_TABLES_LISTED = 200_000;

  /// Of how many tables the columns are asked for at once.
  private static final int TABLES_AT_ONCE = 200;

  /// A schema as the gateway spells it.
  private record SchemaRef(String source, String schema) {}

  /// The one key of the list of sources.
  private enum All {
    SOURCES
  }

  private final GatewayClient gateway;
  private final ArrowTypes types;
  private final Optional<String> onlySource;

  private final Known known;

  /// What was seen, by whoever asked.
  private record Known(
      Cache<All, List<String>> sources,
      Cache<String, Map<String, SchemaRef>> schemasBySource,
      Cache<SchemaRef, Map<String, TableSummary>> listings,
      Cache<SchemaTableName, GatewayTable> tables) {
    Known() {
      this(
          cache(1),
          cache(1_000),
          Caffeine.newBuilder()
              .maximumWeight(MOST_TABLES_LISTED)
              .weigher((SchemaRef _, Map<String, TableSummary> tables) -> 1 + tables.size())
              .expireAfterWrite(BELIEVED_FOR)
              .executor(Runnable::run)
              .build(),
          cache(MOST_TABLES_KEPT));
    }
  }

  GatewayCatalog(GatewayClient gateway, ArrowTypes types, Optional<String> onlySource) {
    this(gateway, types, onlySource, new Known());
  }

  private GatewayCatalog(
      GatewayClient gateway, ArrowTypes types, Optional<String> onlySource, Known known) {
    this.gateway = gateway;
    this.types = types;
    this.onlySource = onlySource;
    this.known = known;
  }

  /// The same, for a session.
  ///
  /// @param traceToken the session's
  GatewayCatalog via(Optional<String> traceToken) {
    return new GatewayCatalog(gateway.via(traceToken), types, onlySource, known);
  }

  private <K, V> V get(Cache<K, V> cache, K key, Function<K, V> load) {
    return Objects.requireNonNull(find(cache, key, load));
  }

  /// One query waits for what another asks for, but not one that a gateway asks: the other's answer
  /// may wait for that. Nor does such a one keep what it is told, as that waits for the other, too.
  private <K, V> @Nullable V find(Cache<K, V> cache, K key, Function<K, @Nullable V> load) {
    if (!gateway.isAskedByGateway()) {
      return cache.get(key, load);
    }
    V seen = cache.getIfPresent(key);
    return seen != null ? seen : load.apply(key);
  }

  List<String> schemaNames() {
    return onlySource.map(List::of).orElseGet(this::sources).stream()
        .flatMap(source ->
            ofThoseThatAnswer("schemas", source, () -> List.copyOf(schemas(source).keySet()))
                .stream())
        .toList();
  }

  /// In a catalog of all sources, one that does not answer must not hide the others: the log says
  /// why it is missing.
  private <T> List<T> ofThoseThatAnswer(String what, String of, Supplier<List<T>> listing) {
    try {
      return listing.get();
    } catch (TrinoException error) {
      // A loop asks for this very list.
      boolean isLoop = error.getErrorCode().equals(TRIBUTARY_QUERY_LOOP.toErrorCode());
      if (onlySource.isPresent()
          || !(isLoop || error.getErrorCode().equals(TRIBUTARY_SOURCE_FAILED.toErrorCode()))) {
        throw error;
      }
      if (!isLoop) {
        LOG.warn("The {} of {} are not listed: {}", what, of, error.getRawMessage());
      }
      return List.of();
    }
  }

  /// The tables and views with their comments.
  ///
  /// @param schemaName of which schema, of all where empty; none when there is no such schema
  Map<SchemaTableName, Optional<String>> comments(Optional<String> schemaName) {
    if (schemaName.isPresent()) {
      return comments(schemaName.get());
    }
    Map<SchemaTableName, Optional<String>> comments = new LinkedHashMap<>();
    for (String schema : schemaNames()) {
      ofThoseThatAnswer("tables", schema, () -> List.of(comments(schema)))
          .forEach(comments::putAll);
    }
    return comments;
  }

  private Map<SchemaTableName, Optional<String>> comments(String schemaName) {
    Map<SchemaTableName, Optional<String>> comments = new LinkedHashMap<>();
    schema(schemaName)
        .map(this::listing)
        .orElse(Map.of())
        .forEach((table, summary) ->
            comments.put(
                new SchemaTableName(schemaName, table),
                Optional.of(summary.getComment()).filter(comment -> !comment.isEmpty())));
    return comments;
  }

  private Map<String, TableSummary> listing(SchemaRef schema) {
    return get(
        known.listings(),
        schema,
        ref ->
            uniqueByTrinoName(
                gateway.listTables(ref.source(), ref.schema()),
                table -> table.getRef().getTable(),
                "table"));
  }

  /// A table; empty when there is none.
  ///
  /// @throws TrinoException if it has a column that Trino cannot have
  Optional<GatewayTable> table(SchemaTableName name) {
    return Optional.ofNullable(find(known.tables(), name, this::load));
  }

  /// The columns of tables that were listed, asked for as they are gone through. A table that Trino
  /// cannot have must not hide all others from a listing: the log says why it is missing.
  ///
  /// @param schemaName the only schema that was listed
  Iterator<RelationColumnsMetadata> columnsOf(
      Optional<String> schemaName, Collection<SchemaTableName> names) {
    Map<String, List<SchemaTableName>> bySchema =
        names.stream()
            .collect(groupingBy(SchemaTableName::getSchemaName, LinkedHashMap::new, toList()));
    return bySchema.entrySet().stream()
        .flatMap(schema ->
            schemaName.isPresent()
                ? columnsOf(schema.getKey(), schema.getValue())
                : ofThoseThatAnswer(
                    "columns",
                    schema.getKey(),
                    () -> columnsOf(schema.getKey(), schema.getValue()).toList())
                    .stream())
        .iterator();
  }

  private Stream<RelationColumnsMetadata> columnsOf(
      String schemaName, List<SchemaTableName> names) {
    Optional<SchemaRef> schema = schema(schemaName);
    if (schema.isEmpty()) {
      return Stream.empty();
    }
    Map<String, TableSummary> listing = listing(schema.get());
    List<String> tables =
        names.stream()
            .map(name -> listing.get(name.getTableName()))
            .filter(Objects::nonNull)
            .map(table -> table.getRef().getTable())
            .toList();
    return batches(tables)
        .flatMap(batch ->
            gateway.getColumns(schema.get().source(), schema.get().schema(), batch).stream())
        .flatMap(table -> columnsOf(schemaName, table).stream());
  }

  private static Stream<List<String>> batches(List<String> tables) {
    return IntStream.iterate(0, from -> from < tables.size(), from -> from + TABLES_AT_ONCE)
        .mapToObj(from -> tables.subList(from, Math.min(from + TABLES_AT_ONCE, tables.size())));
  }

  private Optional<RelationColumnsMetadata> columnsOf(String schemaName, Table table) {
    SchemaTableName name = new SchemaTableName(schemaName, table.getRef().getTable());
    try {
      return Optional.of(
          RelationColumnsMetadata.forTable(name, GatewayTable.of(table, types).columnMetadata()));
    } catch (TrinoException error) {
      if (!error.getErrorCode().equals(NOT_SUPPORTED.toErrorCode())) {
        throw error;
      }
      LOG.warn("{} is not listed: {}", name, error.getRawMessage());
      return Optional.empty();
    }
  }

  private @Nullable GatewayTable load(SchemaTableName name) {
    return schema(name.getSchemaName())
        .flatMap(ref -> load(ref, name.getTableName()))
        .map(table -> GatewayTable.of(table, types))
        .orElse(null);
  }

  /// Of several that the name may mean, of which none is all lower case, it is the one that is
  /// listed.
  private Optional<Table> load(SchemaRef schema, String trinoName) {
    try {
      return gateway.getTable(schema.source(), schema.schema(), trinoName);
    } catch (TrinoException error) {
      if (!error.getErrorCode().equals(TRIBUTARY_REQUEST_INVALID.toErrorCode())) {
        throw error;
      }
      TableSummary listed = listing(schema).get(trinoName);
      if (listed == null) {
        throw error;
      }
      return gateway.getTable(schema.source(), schema.schema(), listed.getRef().getTable());
    }
  }

  /// Asks no other source than the one that the name starts with.
  private Optional<SchemaRef> schema(String trinoName) {
    return onlySource.map(List::of).orElseGet(this::sources).stream()
        .filter(source -> onlySource.isPresent() || trinoName.startsWith(prefix(source)))
        .flatMap(source -> Optional.ofNullable(schemas(source).get(trinoName)).stream())
        .findFirst();
  }

  private Map<String, SchemaRef> schemas(String source) {
    return get(
        known.schemasBySource(),
        source,
        _ -> {
          List<SchemaRef> schemas =
              gateway.listSchemas(source).stream()
                  .map(schema -> new SchemaRef(source, schema))
                  .toList();
          return uniqueByTrinoName(schemas, this::name, "schema");
        });
  }

  private String name(SchemaRef schema) {
    return onlySource.isPresent() ? schema.schema() : prefix(schema.source()) + schema.schema();
  }

  /// A table that there shall be.
  ///
  /// @throws SchemaNotFoundException if there is no such schema
  TableRef newTable(SchemaTableName name) {
    SchemaRef schema =
        schema(name.getSchemaName())
            .orElseThrow(() -> new SchemaNotFoundException(name.getSchemaName()));
    return TableRef.newBuilder()
        .setSource(schema.source())
        .setSchema(schema.schema())
        .setTable(name.getTableName())
        .build();
  }

  /// Of a table that was changed. Nobody is asked, as that could fail, and the change is made. A
  /// listing that is on its way may be of before the change: it is waited for, and not kept.
  ///
  /// @param table as the gateway spells it
  void forget(SchemaTableName name, TableRef table) {
    known.tables().invalidate(name);
    known
        .listings()
        .invalidate(new SchemaRef(onlySource.orElseGet(table::getSource), table.getSchema()));
  }

  /// Of whatever tables.
  void forgetAll() {
    known.tables().invalidateAll();
    known.listings().invalidateAll();
  }

  private static String prefix(String source) {
    return source.toLowerCase(Locale.ENGLISH) + ".";
  }

  private List<String> sources() {
    return get(known.sources(), All.SOURCES, _ -> readySources());
  }

  private List<String> readySources() {
    List<String> ready = new ArrayList<>();
    for (SourceSummary source : gateway.listSources()) {
      if (source.getState() == SOURCE_STATE_READY) {
        ready.add(source.getName());
      } else {
        LOG.warn("Source {} is not shown: {}", source.getName(), source.getFailure());
      }
    }
    return ready;
  }

  /// Things by lower-case name. Of two that only differ in case Trino can see one: the one that is
  /// all lower case, else the first.
  private static <T> Map<String, T> uniqueByTrinoName(
      List<T> things, Function<T, String> nameOf, String kind) {
    Map<String, T> unique = new LinkedHashMap<>();
    for (T thing : things) {
      String name = nameOf.apply(thing);
      String trinoName = name.toLowerCase(Locale.ENGLISH);
      T twin = unique.get(trinoName);
      if (twin == null || name.equals(trinoName)) {
        unique.put(trinoName, thing);
      }
      if (twin != null) {
        LOG.warn(
            "Trino sees one {} of {} and {}, whose names only differ in case",
            kind,
            nameOf.apply(twin),
            name);
      }
    }
    return unique;
  }

  private static <K, V> Cache<K, V> cache(int size) {
    return Caffeine.newBuilder()
        .maximumSize(size)
        .expireAfterWrite(BELIEVED_FOR)
        .executor(Runnable::run)
        .build();
  }
}
