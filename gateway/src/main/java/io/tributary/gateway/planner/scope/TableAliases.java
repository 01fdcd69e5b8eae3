package io.tributary.gateway.planner.scope;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Aliases for tables without one that a query could not tell apart by their last names, as in
/// `FROM crm.public.customer, shop.public.customer`: DuckDB tells them by their whole names,
/// Calcite and the views of a statement that stays whole have the last ones alone.
public final class TableAliases {
  private static final int PARTS_OF_TABLE = 3;

  private final Map<Relation, TableMetadata> tables;
  private final Map<Relation, String> aliases = new HashMap<>();

  /// A column's table, as it must be written.
  ///
  /// @param parts how many of the column's name stand for the table
  /// @param table what is to stand in their place
  public record Qualifier(int parts, String table) {}

  /// The relation that the first parts of a column's name mean.
  private record Meant(Relation relation, int parts) {}

  /// @param tables those relations that are tables without an alias
  /// @param froms what stands in each FROM of the query
  /// @param columns all names of at least two parts
  /// @throws GatewayException where a name may mean columns of several tables
  public TableAliases(
      Map<Relation, TableMetadata> tables,
      Collection<List<Relation>> froms,
      Collection<ColumnName> columns) {
    this.tables = tables;
    froms.forEach(this::tellApart);
    columns.forEach(column ->
        meant(column)
            .map(Meant::relation)
            .filter(relation -> isHidden(relation, column))
            .ifPresent(this::giveAlias));
  }

  /// Of a table that needs one.
  public Optional<String> alias(Relation relation) {
    return Optional.ofNullable(aliases.get(relation));
  }

  /// Of a column whose table has a new name, or is not written by its whole or its last one.
  ///
  /// @throws GatewayException where the name may mean columns of several tables
  public Optional<Qualifier> qualifier(ColumnName column) {
    return meant(column)
        .filter(meant -> meant.parts() > 1 || aliases.containsKey(meant.relation()))
        .map(meant ->
            new Qualifier(
                meant.parts(), aliases.getOrDefault(meant.relation(), meant.relation().called())));
  }

  private void tellApart(List<Relation> from) {
    for (Relation relation : from) {
      if (tables.containsKey(relation)
          && from.stream().filter(other -> other.isCalled(relation.called())).count() > 1) {
        giveAlias(relation);
      }
    }
  }

  /// Whether something nearer to a column is called like its table.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isHidden(Relation table, ColumnName column) {
    return column.around().stream()
        .takeWhile(from -> from.stream().noneMatch(relation -> relation == table))
        .flatMap(List::stream)
        .anyMatch(relation -> relation.isCalled(table.called()));
  }

  private void giveAlias(Relation relation) {
    TableId table = id(relation);
    String alias = table.toString();
    while (isOfAnother(alias, table)) {
      alias += "_";
    }
    aliases.put(relation, alias);
  }

  /// Two tables may differ in the case of their letters alone.
  private boolean isOfAnother(String alias, TableId table) {
    return aliases.entrySet().stream()
        .anyMatch(
            other -> other.getValue().equalsIgnoreCase(alias) && !id(other.getKey()).equals(table));
  }

  private Optional<Meant> meant(ColumnName column) {
    int most = Math.min(PARTS_OF_TABLE, column.parts().size() - 1);
    for (int parts = most; parts > 0; parts--) {
      List<String> qualifier = column.parts().subList(0, parts);
      boolean exactly =
          column.around().stream()
              .flatMap(List::stream)
              .anyMatch(relation -> isNamed(relation, qualifier, true));
      for (List<Relation> from : column.around()) {
        List<Relation> named =
            from.stream().filter(relation -> isNamed(relation, qualifier, exactly)).toList();
        if (!named.isEmpty()) {
          return Optional.of(new Meant(one(named, qualifier, column), parts));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isNamed(Relation relation, List<String> qualifier, boolean exactly) {
    if (qualifier.size() == 1) {
      return exactly
          ? relation.called().equals(qualifier.getFirst())
          : relation.isCalled(qualifier.getFirst());
    }
    if (!tables.containsKey(relation)) {
      return false;
    }
    TableId id = id(relation);
    List<String> name = List.of(id.source(), id.schema(), id.table());
    String end = String.join(".", name.subList(name.size() - qualifier.size(), name.size()));
    String asked = String.join(".", qualifier);
    return exactly ? end.equals(asked) : end.equalsIgnoreCase(asked);
  }

  /// The one of several that has the column.
  private Relation one(List<Relation> named, List<String> qualifier, ColumnName column) {
    if (named.size() == 1) {
      return named.getFirst();
    }
    String wanted = column.parts().get(qualifier.size());
    List<Relation> having =
        named.stream()
            .filter(relation -> !tables.containsKey(relation) || has(relation, wanted))
            .toList();
    if (having.size() != 1) {
      throw ambiguous(having.isEmpty() ? named : having, column);
    }
    return having.getFirst();
  }

  private boolean has(Relation relation, String column) {
    return table(relation).description().columns().stream()
        .anyMatch(found -> found.name().equalsIgnoreCase(column));
  }

  private GatewayException ambiguous(List<Relation> named, ColumnName column) {
    String name =
        column.parts().getLast().isEmpty()
            ? String.join(".", column.parts()) + "*"
            : String.join(".", column.parts());
    List<String> tables = named.stream().map(this::wholeName).distinct().toList();
    String message =
        tables.size() == 1
            ? "%s may be of several tables called %s: give them names of their own with AS"
                .formatted(name, tables.getFirst())
            : "%s may be of %s: write the table's whole name, or give it another with AS"
                .formatted(name, String.join(" or ", tables));
    return column
        .position()
        .map(position -> new GatewayException(ErrorCode.TYPE_MISMATCH, message, position))
        .orElseGet(() -> new GatewayException(ErrorCode.TYPE_MISMATCH, message));
  }

  private String wholeName(Relation relation) {
    return tables.containsKey(relation) ? id(relation).toString() : relation.called();
  }

  private TableId id(Relation relation) {
    return table(relation).id();
  }

  private TableMetadata table(Relation relation) {
    TableMetadata table = tables.get(relation);
    if (table == null) {
      throw new IllegalArgumentException(relation.called() + " is no table");
    }
    return table;
  }
}
