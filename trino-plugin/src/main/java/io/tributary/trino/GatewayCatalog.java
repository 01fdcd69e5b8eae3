package io.tributary.trino;

import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_QUERY_LOOP;
import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_SOURCE_FAILED;
import static io.tributary.v1.SourceState.SOURCE_STATE_READY;
import static io.trino.spi.StandardErrorCode.NOT_SUPPORTED;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.TableRef;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.ConnectorSession;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway's schemas and tables under the names that Trino gives them, which have no upper
/// case. What was seen is believed for half a minute.
final class GatewayCatalog {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayCatalog.class);

  private static final Duration BELIEVED_FOR = Duration.ofSeconds(30);
  private static final int MOST_TABLES_KEPT = 10_000;

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
      Cache<SchemaRef, List<SchemaTableName>> tableNames,
      Cache<SchemaTableName, GatewayTable> tables) {}

  GatewayCatalog(GatewayClient gateway, ArrowTypes types, Optional<String> onlySource) {
    this(
        gateway,
        types,
        onlySource,
        new Known(cache(1), cache(1_000), cache(1_000), cache(MOST_TABLES_KEPT)));
  }

  private GatewayCatalog(
      GatewayClient gateway, ArrowTypes types, Optional<String> onlySource, Known known) {
    this.gateway = gateway;
    this.types = types;
    this.onlySource = onlySource;
    this.known = known;
  }

  /// The same, for a session.
  GatewayCatalog as(ConnectorSession session) {
    return new GatewayCatalog(gateway.via(session.getTraceToken()), types, onlySource, known);
  }

  private <K, V> V get(Cache<K, V> cache, K key, Function<K, V> load) {
    return Objects.requireNonNull(find(cache, key, load));
  }

  /// One query waits for what another asks for, but not one that a gateway asks: the other's answer
  /// may wait for that.
  private <K, V> @Nullable V find(Cache<K, V> cache, K key, Function<K, @Nullable V> load) {
    if (!gateway.isAskedByGateway()) {
      return cache.get(key, load);
    }
    V seen = cache.getIfPresent(key);
    if (seen != null) {
      return seen;
    }
    V found = load.apply(key);
    if (found != null) {
      cache.put(key, found);
    }
    return found;
  }

  /// In a catalog of all sources, one that does not answer must not hide the others: the log says
  /// why it is missing.
  List<String> schemaNames() {
    if (onlySource.isPresent()) {
      return List.copyOf(schemas(onlySource.get()).keySet());
    }
    List<String> names = new ArrayList<>();
    for (String source : sources()) {
      try {
        names.addAll(schemas(source).keySet());
      } catch (TrinoException error) {
        if (error.getErrorCode().equals(TRIBUTARY_QUERY_LOOP.toErrorCode())) {
          // It asks for this very list.
          continue;
        }
        if (!error.getErrorCode().equals(TRIBUTARY_SOURCE_FAILED.toErrorCode())) {
          throw error;
        }
        LOG.warn("The schemas of {} are not listed: {}", source, error.getRawMessage());
      }
    }
    return names;
  }

  /// The tables and views of a schema; none when there is no such schema.
  List<SchemaTableName> tableNames(String schemaName) {
    return schema(schemaName).map(schema -> tableNames(schemaName, schema)).orElse(List.of());
  }

  private List<SchemaTableName> tableNames(String schemaName, SchemaRef schema) {
    return get(
        known.tableNames(),
        schema,
        ref ->
            uniqueByTrinoName(
                    gateway.listTables(ref.source(), ref.schema()), TableRef::getTable, "table")
                .keySet()
                .stream()
                .map(table -> new SchemaTableName(schemaName, table))
                .toList());
  }

  /// A table; empty when there is none.
  ///
  /// @throws TrinoException if it has a column that Trino cannot have
  Optional<GatewayTable> table(SchemaTableName name) {
    return Optional.ofNullable(find(known.tables(), name, this::load));
  }

  /// The columns of some tables, asked for one by one. A table that Trino cannot have must not hide
  /// all others from a listing: the log says why it is missing.
  Iterator<RelationColumnsMetadata> columnsOf(Collection<SchemaTableName> names) {
    return names.stream().flatMap(name -> columnsOf(name).stream()).iterator();
  }

  private Optional<RelationColumnsMetadata> columnsOf(SchemaTableName name) {
    try {
      return table(name)
          .map(table -> RelationColumnsMetadata.forTable(name, table.columnMetadata()));
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
        .flatMap(ref -> gateway.getTable(ref.source(), ref.schema(), name.getTableName()))
        .map(table -> GatewayTable.of(table, types))
        .orElse(null);
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
          String prefix = onlySource.isPresent() ? "" : prefix(source);
          List<SchemaRef> schemas =
              gateway.listSchemas(source).stream()
                  .map(schema -> new SchemaRef(source, schema))
                  .toList();
          return uniqueByTrinoName(schemas, ref -> prefix + ref.schema(), "schema");
        });
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

  /// Of a table that was changed.
  void forget(SchemaTableName name) {
    known.tables().invalidate(name);
    schema(name.getSchemaName()).ifPresent(known.tableNames()::invalidate);
  }

  /// Of whatever tables.
  void forgetAll() {
    known.tables().invalidateAll();
    known.tableNames().invalidateAll();
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
