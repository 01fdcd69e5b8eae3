package io.tributary.testing;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorDescriptor;
import io.tributary.connector.ConnectorDescriptor.Property;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalRelation;
import io.tributary.connector.LocalSource;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// A connector whose sources hold the empty tables that their setting `tables` names, such as
/// `public.orders, public.nation`. One whose name starts with `damaged` cannot be described. What
/// it does is there to be seen.
public final class MemoryConnector implements ConnectorFactory {
  private static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "memory",
          "Memory",
          ConnectorDescriptor.Kind.FILE,
          List.of(
              new Property("tables", "schema.table, schema.table …", false, false),
              new Property("token", "any secret", false, true),
              new Property("behaviour", "one of: ok, refuse, crash", false, false)),
          "none:none");

  private final List<MemorySource> opened = new CopyOnWriteArrayList<>();

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Source open(SourceConfiguration configuration) {
    String token = configuration.properties().getOrDefault("token", "");
    return switch (configuration.properties().getOrDefault("behaviour", "ok")) {
      case "refuse" ->
          throw new ConnectorException(
              ErrorCode.SOURCE_MISCONFIGURED, "token\n%s is not good enough".formatted(token));
      case "crash" -> throw new IllegalStateException("no use for token " + token);
      default -> {
        MemorySource source = new MemorySource(configuration);
        opened.add(source);
        yield source;
      }
    };
  }

  /// Every source that was opened, in that order.
  public List<MemorySource> opened() {
    return opened;
  }

  public MemorySource lastOpened() {
    return opened.getLast();
  }

  /// A source of this connector.
  public static final class MemorySource implements LocalSource {
    private final SourceConfiguration configuration;
    private final Set<TableName> tables;
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();

    MemorySource(SourceConfiguration configuration) {
      this.configuration = configuration;
      String names = configuration.properties().getOrDefault("tables", "");
      this.tables =
          Arrays.stream(names.split(",", -1))
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .map(MemorySource::tableName)
              .collect(Collectors.toCollection(ConcurrentSkipListSet::new));
    }

    public SourceConfiguration configuration() {
      return configuration;
    }

    /// Calls that would have reached a real source.
    public int questions() {
      return questions.get();
    }

    public int closings() {
      return closings.get();
    }

    public void add(String table) {
      tables.add(tableName(table));
    }

    @Override
    public String name() {
      return configuration.name();
    }

    @Override
    public void test() {}

    @Override
    public List<String> listSchemas() {
      questions.incrementAndGet();
      return tables.stream().map(TableName::schema).distinct().toList();
    }

    @Override
    public TablePage listTables(Optional<String> schema, Optional<TableName> from, int limit) {
      questions.incrementAndGet();
      List<TableName> rest =
          tables.stream()
              .filter(name -> schema.isEmpty() || name.schema().equals(schema.get()))
              .filter(name -> from.isEmpty() || name.compareTo(from.get()) >= 0)
              .toList();
      return new TablePage(
          rest.stream().limit(limit).map(n -> new TableSummary(n, TableKind.TABLE, "")).toList(),
          rest.stream().skip(limit).findFirst());
    }

    @Override
    public Optional<TableDescription> describe(TableName table) {
      questions.incrementAndGet();
      if (table.table().equals("crash")) {
        throw new IllegalStateException("a defect: " + configuration.properties());
      }
      if (table.table().startsWith("damaged")) {
        throw new ConnectorException(ErrorCode.SOURCE_ERROR, table + " cannot be described");
      }
      if (!tables.contains(table)) {
        return Optional.empty();
      }
      Field id = Field.notNullable("id", new ArrowType.Int(64, true));
      return Optional.of(
          new TableDescription(
              table,
              TableKind.TABLE,
              "",
              List.of(new ColumnDescription(id, "bigint", Optional.empty(), "")),
              List.of(),
              List.of()));
    }

    @Override
    public TableStatistics statistics(TableName table) {
      return TableStatistics.UNKNOWN;
    }

    @Override
    public LocalRelation relation(TableName table) {
      return new LocalRelation("(SELECT 0::BIGINT AS id WHERE false)", List.of());
    }

    @Override
    public void close() {
      closings.incrementAndGet();
    }

    private static TableName tableName(String name) {
      int dot = name.indexOf('.');
      return new TableName(name.substring(0, dot), name.substring(dot + 1));
    }
  }
}
