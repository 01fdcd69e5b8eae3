package io.tributary.gateway.metadata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grpc.Channel;
import io.tributary.connector.Caller;
import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.Source;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableStatistics;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.Table;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/// Metadata as the catalog service tells it, in this process or far away.
///
/// Tables and configurations are remembered for a few seconds, by organisation, so that planning a
/// warm query calls nobody. What changes in the catalog shows within that time.
public final class CatalogMetadata implements Metadata, AutoCloseable {
  private static final Duration AGE = Duration.ofSeconds(3);
  private static final int MAX_TABLES = 10_000;

  /// Of how many tables the columns are asked for at once.
  private static final int TABLES_AT_ONCE = 200;

  /// Of queries that are remembered.
  private static final int MAX_CHARACTERS = 16 << 20;

  private final CatalogClient catalog;
  private final OpenSources openSources;
  private final Cache<Question, Answer> tables;
  private final Cache<NativeQuestion, NativeAnswer> queries;

  private record Question(String organisation, String source, String schema, String table) {}

  private record Answer(TableId id, TableDescription description, TableStatistics statistics) {}

  private record NativeQuestion(String organisation, NativeQuery query) {}

  /// @param source as the catalog spells it
  private record NativeAnswer(String source, List<ColumnDescription> columns) {}

  /// @param channel to the catalog's public and internal services; stays the owner's
  /// @param factories the connectors that this gateway reads with
  public CatalogMetadata(Channel channel, List<ConnectorFactory> factories, Clock clock) {
    this.catalog = new CatalogClient(channel);
    this.openSources = new OpenSources(catalog, factories, AGE, clock);
    this.tables = remembering(clock).maximumSize(MAX_TABLES).build();
    this.queries =
        remembering(clock)
            .maximumWeight(MAX_CHARACTERS)
            .weigher(
                (NativeQuestion question, NativeAnswer _) -> 1 + question.query().sql().length())
            .build();
  }

  private static Caffeine<Object, Object> remembering(Clock clock) {
    return Caffeine.newBuilder()
        .expireAfterWrite(AGE)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        .executor(Runnable::run);
  }

  @Override
  public TableMetadata table(String source, String schema, String table) {
    Question question = new Question(Caller.current().organisation(), source, schema, table);
    Answer answer = tables.getIfPresent(question);
    if (answer == null) {
      Table message = catalog.table(source, schema, table);
      answer =
          new Answer(
              TableMessages.id(message.getRef()),
              TableMessages.description(message),
              TableMessages.statistics(message));
      tables.put(question, answer);
    }
    return new TableMetadata(
        answer.id(),
        openSources.source(answer.id().source()),
        answer.description(),
        answer.statistics());
  }

  /// Asks the source itself: the catalog knows what is in it, which a query is not.
  @Override
  public TableMetadata query(NativeQuery query) {
    var question = new NativeQuestion(Caller.current().organisation(), query);
    NativeAnswer answer = queries.getIfPresent(question);
    if (answer == null) {
      Source source = openSources.source(spelled(query.source()));
      try (SourceLease _ = openSources.lease(List.of(source))) {
        answer = new NativeAnswer(source.name(), described(source, query.sql()));
      }
      queries.put(question, answer);
    }
    return TableMetadata.ofQuery(
        answer.source(), openSources.source(answer.source()), query.sql(), answer.columns());
  }

  private static List<ColumnDescription> described(Source source, String sql) {
    try {
      return PlanningTurn.waitingFor(
          "source %s to describe a query, where a table may be locked".formatted(source.name()),
          () -> source.describeQuery(sql));
    } catch (ConnectorException e) {
      throw GatewayException.of(e);
    }
  }

  @Override
  public List<SourceSummary> sources() {
    return catalog.sources();
  }

  @Override
  public List<String> schemas(String source) {
    return catalog.schemas(source);
  }

  @Override
  public List<TableSummary> tables(String source, Optional<String> schema) {
    return catalog.tables(source, schema);
  }

  @Override
  public SequencedMap<TableId, List<ColumnDescription>> columns(
      String source, List<TableRef> tables) {
    SequencedMap<TableId, List<ColumnDescription>> columns = new LinkedHashMap<>();
    int from = 0;
    while (from < tables.size()) {
      String schema = tables.get(from).getSchema();
      List<String> names =
          tables.stream()
              .skip(from)
              .limit(TABLES_AT_ONCE)
              .takeWhile(table -> table.getSchema().equals(schema))
              .map(TableRef::getTable)
              .toList();
      for (Table table : catalog.columns(source, schema, names)) {
        columns.put(TableMessages.id(table.getRef()), TableMessages.columns(table));
      }
      from += names.size();
    }
    return columns;
  }

  @Override
  public String configurationVersion(Source source) {
    return openSources.version(source);
  }

  @Override
  public Source source(String name) {
    return openSources.source(spelled(name));
  }

  private String spelled(String source) {
    List<String> names = catalog.sources().stream().map(SourceSummary::getName).toList();
    return names.contains(source)
        ? source
        : names.stream().filter(source::equalsIgnoreCase).findFirst().orElse(source);
  }

  @Override
  public void refresh(String source) {
    catalog.refresh(source);
    tables.asMap().values().removeIf(known -> known.id().source().equals(source));
    queries.asMap().values().removeIf(known -> known.source().equals(source));
  }

  @Override
  public SourceLease lease(Collection<Source> sources) {
    return openSources.lease(sources);
  }

  /// Closes the sources, each as soon as no query reads from it.
  @Override
  public void close() {
    openSources.close();
  }
}
