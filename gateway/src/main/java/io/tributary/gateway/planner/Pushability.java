package io.tributary.gateway.planner;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlOperation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;

/// Whether a source computes an operator with exactly DuckDB's meaning. What is not known to be the
/// same is refused: a slower answer is better than another one.
final class Pushability {

  private final ExpressionPushability expressions;

  Pushability(SqlDialectTraits dialect) {
    this.expressions = new ExpressionPushability(dialect);
  }

  /// Why the source cannot run this operator, its inputs aside; empty if it can.
  Optional<String> objection(RelNode rel) {
    return switch (rel) {
      case Filter filter ->
          needs(SqlOperation.FILTER).or(() -> expressions.objection(filter.getCondition()));
      case Project project ->
          needs(SqlOperation.PROJECT)
              .or(() -> first(project.getProjects(), expressions::objectionToColumn))
              .or(() -> windows(project));
      case Join join -> join(join);
      case Aggregate aggregate -> aggregate(aggregate);
      case Sort sort -> sort(sort);
      case Union union when union.all -> needs(SqlOperation.UNION_ALL).or(() -> sameTypes(union));
      case Union union -> set(union, SqlOperation.SET_DISTINCT);
      case Intersect intersect -> set(intersect, rows(intersect.all));
      case Minus minus -> set(minus, rows(minus.all));
      default -> Optional.of("%s is never sent to a source".formatted(rel.getRelTypeName()));
    };
  }

  /// Whether the source computes a condition.
  boolean takes(RexNode condition) {
    return expressions.objection(condition).isEmpty();
  }

  private Optional<String> windows(Project project) {
    Set<Keys> keys = new HashSet<>();
    project.accept(
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver over) {
            keys.add(new Keys(over.getWindow().partitionKeys, over.getWindow().orderKeys));
            return super.visitOver(over);
          }
        });
    return keys.size() > 2 && keys.contains(Keys.NONE)
        ? needs(SqlOperation.MIXED_WINDOWS)
        : Optional.empty();
  }

  /// What a window's rows are parted and ordered by.
  private record Keys(List<RexNode> partition, List<RexFieldCollation> order) {
    static final Keys NONE = new Keys(List.of(), List.of());
  }

  private Optional<String> join(Join join) {
    SqlOperation operation =
        switch (join.getJoinType()) {
          case INNER -> SqlOperation.JOIN_INNER;
          case LEFT, RIGHT -> SqlOperation.JOIN_OUTER;
          case FULL -> SqlOperation.JOIN_FULL;
          case SEMI, ANTI -> SqlOperation.JOIN_SEMI;
          case ASOF, LEFT_ASOF, LEFT_MARK -> null;
        };
    if (operation == null) {
      return Optional.of("%s joins are never sent to a source".formatted(join.getJoinType()));
    }
    if (operation == SqlOperation.JOIN_FULL && !isOfEqualities(join)) {
      return Optional.of("full joins need a condition of equalities");
    }
    return needs(operation).or(() -> expressions.objection(join.getCondition()));
  }

  /// Not so where NULL shall be equal to NULL, which databases neither hash nor merge by.
  private static boolean isOfEqualities(Join join) {
    return join.analyzeCondition().isEqui()
        && RelOptUtil.conjunctions(join.getCondition()).stream()
            .allMatch(part -> part.isA(SqlKind.EQUALS));
  }

  private Optional<String> aggregate(Aggregate aggregate) {
    Optional<String> objection = needs(SqlOperation.AGGREGATE);
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      objection = objection.or(() -> needs(SqlOperation.GROUPING_SETS));
    }
    RelDataType input = aggregate.getInput().getRowType();
    return objection
        .or(() ->
            first(
                aggregate.getGroupSet().asList(),
                key -> grouping(input.getFieldList().get(key).getType())))
        .or(() -> first(aggregate.getAggCallList(), call -> call(call, input)));
  }

  private static SqlOperation rows(boolean all) {
    return all ? SqlOperation.SET_ALL : SqlOperation.SET_DISTINCT;
  }

  private Optional<String> set(SetOp set, SqlOperation operation) {
    return needs(operation)
        .or(() -> sameTypes(set))
        .or(() -> first(set.getRowType().getFieldList(), column -> grouping(column.getType())));
  }

  /// Columns of one type in every input, so that sources and DuckDB give the same one to the rows.
  private static Optional<String> sameTypes(SetOp set) {
    for (RelNode input : set.getInputs()) {
      for (RelDataTypeField column : set.getRowType().getFieldList()) {
        RelDataType type = input.getRowType().getFieldList().get(column.getIndex()).getType();
        if (!SourceForms.isSame(type, column.getType())) {
          return Optional.of(
              "rows of %s and %s in one set are not certified"
                  .formatted(type.getSqlTypeName(), column.getType().getSqlTypeName()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> grouping(RelDataType type) {
    return forms().groups(type)
        ? Optional.empty()
        : Optional.of(forms().refusal("group", "grouping by " + type.getSqlTypeName()));
  }

  private Optional<String> call(AggregateCall call, RelDataType input) {
    if (call.distinctKeys != null || !call.collation.getFieldCollations().isEmpty()) {
      return Optional.of("ordered aggregates are not certified");
    }
    Optional<String> objection = aggregate(call, input);
    if (call.isDistinct()) {
      objection =
          objection
              .or(() -> needs(SqlOperation.DISTINCT_AGGREGATE))
              .or(() -> first(call.getArgList(), column -> grouping(type(input, column))));
    }
    return call.hasFilter()
        ? objection.or(() -> needs(SqlOperation.FILTERED_AGGREGATE))
        : objection;
  }

  private Optional<String> aggregate(AggregateCall call, RelDataType input) {
    if (call.getAggregation().getKind() == SqlKind.COUNT && call.getArgList().size() <= 1) {
      return Optional.empty();
    }
    // A constant.
    if (call.getAggregation().getKind() == SqlKind.LITERAL_AGG) {
      return Optional.empty();
    }
    if (forms().find(call, input).isPresent()) {
      return Optional.empty();
    }
    String name = SourceForms.name(call);
    List<String> types =
        call.getArgList().stream()
            .map(column -> type(input, column).getSqlTypeName().getName())
            .toList();
    return Optional.of(forms().refusal(name, "%s of %s".formatted(name, String.join(", ", types))));
  }

  private static RelDataType type(RelDataType row, int column) {
    return row.getFieldList().get(column).getType();
  }

  private Optional<String> ordering(RelDataType type) {
    return forms().sorts(type)
        ? Optional.empty()
        : Optional.of(forms().refusal("order", "order of " + type.getSqlTypeName()));
  }

  private SourceForms forms() {
    return expressions.forms();
  }

  private Optional<String> sort(Sort sort) {
    RelDataType row = sort.getRowType();
    Optional<String> objection = Optional.empty();
    if (!sort.getCollation().getFieldCollations().isEmpty()) {
      objection =
          needs(SqlOperation.SORT)
              .or(() ->
                  first(
                      sort.getCollation().getFieldCollations(),
                      key -> ordering(row.getFieldList().get(key.getFieldIndex()).getType())));
    }
    return sort.fetch == null && sort.offset == null
        ? objection
        : objection
            .or(() -> needs(SqlOperation.LIMIT))
            .or(() -> literal(sort.fetch))
            .or(() -> literal(sort.offset));
  }

  private static Optional<String> literal(@org.jspecify.annotations.Nullable RexNode limit) {
    return limit == null || limit.isA(org.apache.calcite.sql.SqlKind.LITERAL)
        ? Optional.empty()
        : Optional.of("the limit is no constant");
  }

  private Optional<String> needs(SqlOperation operation) {
    return expressions.needs(operation);
  }

  private static <T> Optional<String> first(
      List<T> parts, java.util.function.Function<T, Optional<String>> objection) {
    return parts.stream().map(objection).flatMap(Optional::stream).findFirst();
  }
}
