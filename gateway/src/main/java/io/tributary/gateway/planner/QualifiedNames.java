package io.tributary.gateway.planner;

import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.scope.ColumnName;
import io.tributary.gateway.planner.scope.Relation;
import io.tributary.gateway.planner.scope.TableAliases;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/// Writes the tables of columns so that Calcite finds them. Calcite keeps the last part of a whole
/// name alone: it refuses two tables in one FROM that are called alike, and takes a column of an
/// outer query's table from a nearer one of that name.
final class QualifiedNames extends SqlBasicVisitor<@Nullable Void> {
  private final Map<TableId, TableMetadata> tables = new HashMap<>();

  /// Found once for each SELECT, and once more for its ORDER BY.
  private final IdentityHashMap<SqlSelect, List<Relation>> froms = new IdentityHashMap<>();

  private final Map<Relation, TableMetadata> unnamed = new HashMap<>();
  private final Map<Relation, Consumer<String>> renaming = new HashMap<>();
  private final List<Column> columns = new ArrayList<>();

  /// What stands in FROM, of the innermost query first.
  private final Deque<List<Relation>> around = new ArrayDeque<>();

  private record Column(ColumnName name, SqlIdentifier written) {}

  private QualifiedNames(Collection<TableMetadata> tables) {
    tables.forEach(table -> this.tables.put(table.id(), table));
  }

  /// Changes a query in place.
  ///
  /// @param query with whole names of tables in each FROM
  /// @param tables that it names
  static void write(SqlNode query, Collection<TableMetadata> tables) {
    var names = new QualifiedNames(tables);
    query.accept(names);
    names.write();
  }

  private void write() {
    var aliases =
        new TableAliases(unnamed, froms.values(), columns.stream().map(Column::name).toList());
    renaming.forEach((relation, rename) -> aliases.alias(relation).ifPresent(rename));
    columns.forEach(column ->
        aliases
            .qualifier(column.name())
            .ifPresent(qualifier -> write(column.written(), qualifier)));
  }

  private static void write(SqlIdentifier name, TableAliases.Qualifier qualifier) {
    List<SqlParserPos> places = new ArrayList<>();
    for (int i = qualifier.parts() - 1; i < name.names.size(); i++) {
      places.add(name.getComponentParserPosition(i));
    }
    name.setNames(
        Stream.concat(
                Stream.of(qualifier.table()),
                name.names.subList(qualifier.parts(), name.names.size()).stream())
            .toList(),
        places);
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    SqlNode query = call instanceof SqlOrderBy ordered ? ordered.query : call;
    if (!(query instanceof SqlSelect select)) {
      return call.getKind() == SqlKind.EXPLICIT_TABLE ? null : super.visit(call);
    }
    around.push(froms.computeIfAbsent(select, this::relations));
    super.visit(call);
    around.pop();
    return null;
  }

  private List<Relation> relations(SqlSelect select) {
    List<Relation> relations = new ArrayList<>();
    if (select.getFrom() != null) {
      collect(select.getFrom(), select::setFrom, relations);
    }
    return relations;
  }

  /// @param place puts another node into a relation's place
  private void collect(SqlNode from, Consumer<SqlNode> place, List<Relation> relations) {
    if (from instanceof SqlJoin join) {
      collect(join.getLeft(), join::setLeft, relations);
      collect(join.getRight(), join::setRight, relations);
      return;
    }
    String called = SqlValidatorUtil.alias(from);
    if (called == null) {
      return;
    }
    var relation = new Relation(called);
    relations.add(relation);
    if (from instanceof SqlIdentifier name) {
      table(name)
          .ifPresent(table -> {
            unnamed.put(relation, table);
            renaming.put(relation, alias -> place.accept(named(name, alias)));
          });
    }
  }

  private static SqlNode named(SqlIdentifier table, String alias) {
    SqlParserPos position = table.getParserPosition();
    return SqlStdOperatorTable.AS.createCall(position, table, new SqlIdentifier(alias, position));
  }

  private Optional<TableMetadata> table(SqlIdentifier name) {
    return name.names.size() == 3
        ? Optional.ofNullable(
            tables.get(new TableId(name.names.get(0), name.names.get(1), name.names.get(2))))
        : Optional.empty();
  }

  /// Names of tables in FROM are visited, too; none has a table around it that it could mean.
  @Override
  public @Nullable Void visit(SqlIdentifier name) {
    if (name.names.size() > 1 && table(name).isEmpty()) {
      var position = SqlPositions.of(name.getParserPosition());
      columns.add(
          new Column(new ColumnName(name.names, List.copyOf(around), Optional.of(position)), name));
    }
    return null;
  }
}
