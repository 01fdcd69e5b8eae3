package io.tributary.gateway.planner;

import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/// One level of the tables' names. Calcite, which is to find columns whatever the case of their
/// letters, asks for tables in the same way, and would take any of those that differ in nothing
/// else.
final class NamesOfTables extends AbstractSchema {
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, NamesOfTables> schemas = new LinkedHashMap<>();

  /// Tables by source, schema and name.
  static CalciteSchema root(Collection<TableMetadata> tables) {
    var root = new NamesOfTables();
    for (TableMetadata table : tables) {
      TableId id = table.id();
      root.child(id.source()).child(id.schema()).tables.put(id.table(), new SourceTable(table));
    }
    return CalciteSchema.createRootSchema(false, false, "", root);
  }

  private NamesOfTables child(String name) {
    return schemas.computeIfAbsent(name, _ -> new NamesOfTables());
  }

  @Override
  public Lookup<Table> tables() {
    return new ExactFirst<>(tables);
  }

  @Override
  public Lookup<? extends Schema> subSchemas() {
    return new ExactFirst<>(schemas);
  }

  /// The names of tables in a query are spelled as their sources spell them, but the user's own
  /// spelling is what columns are qualified with.
  private record ExactFirst<T>(Map<String, T> byName) implements Lookup<T> {

    @Override
    public @Nullable T get(String name) {
      return byName.get(name);
    }

    @Override
    public @Nullable Named<T> getIgnoreCase(String name) {
      T exact = byName.get(name);
      if (exact != null) {
        return new Named<>(name, exact);
      }
      List<Map.Entry<String, T>> alike =
          byName.entrySet().stream()
              .filter(entry -> entry.getKey().equalsIgnoreCase(name))
              .toList();
      return alike.size() == 1
          ? new Named<>(alike.getFirst().getKey(), alike.getFirst().getValue())
          : null;
    }

    @Override
    public Set<String> getNames(LikePattern pattern) {
      return byName.keySet().stream()
          .filter(pattern.matcher()::apply)
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
