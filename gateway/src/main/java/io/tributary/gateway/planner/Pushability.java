package io.tributary.gateway.planner;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlOperation;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeUtil;

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
          needs(SqlOperation.FILTER)
              .or(() -> expressions.objectionToCondition(filter.getCondition()));
      case Project project ->
          needs(SqlOperation.PROJECT)
              .or(() -> first(project.getProjects(), expressions::objectionToValue));
      case Join join -> join(join);
      case Aggregate aggregate -> aggregate(aggregate);
      case Sort sort -> sort(sort);
      case Union union -> needs(union.all ? SqlOperation.UNION_ALL : SqlOperation.SET_DISTINCT);
      case Intersect intersect when !intersect.all -> needs(SqlOperation.SET_DISTINCT);
      case Minus minus when !minus.all -> needs(SqlOperation.SET_DISTINCT);
      default -> Optional.of("%s is never sent to a source".formatted(rel.getRelTypeName()));
    };
  }

  /// Whether the source computes a condition.
  boolean takes(RexNode condition) {
    return expressions.objectionToCondition(condition).isEmpty();
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
    if (operation == SqlOperation.JOIN_FULL && !join.analyzeCondition().isEqui()) {
      return Optional.of("full joins need a condition of equalities");
    }
    return needs(operation).or(() -> expressions.objectionToCondition(join.getCondition()));
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

  private Optional<String> grouping(RelDataType type) {
    return expressions.knows(type)
        ? Optional.empty()
        : Optional.of("grouping by %s is not certified".formatted(type.getSqlTypeName()));
  }

  private Optional<String> call(AggregateCall call, RelDataType input) {
    if (call.distinctKeys != null || !call.collation.getFieldCollations().isEmpty()) {
      return Optional.of("ordered aggregates are not certified");
    }
    Optional<String> objection =
        switch (call.getAggregation().getKind()) {
          case COUNT -> needs(SqlOperation.COUNT);
          case SUM, SUM0 -> needs(SqlOperation.SUM).or(() -> summable(call, input));
          case AVG -> needs(SqlOperation.AVG).or(() -> summable(call, input));
          case MIN, MAX -> needs(SqlOperation.MIN_MAX).or(() -> orderable(call, input));
          default -> Optional.of("%s is not certified".formatted(call.getAggregation().getName()));
        };
    if (call.isDistinct()) {
      objection = objection.or(() -> needs(SqlOperation.DISTINCT_AGGREGATE));
    }
    return call.hasFilter()
        ? objection.or(() -> needs(SqlOperation.FILTERED_AGGREGATE))
        : objection;
  }

  private static Optional<String> summable(AggregateCall call, RelDataType input) {
    RelDataType type = input.getFieldList().get(call.getArgList().getFirst()).getType();
    return switch (type.getSqlTypeName()) {
      case SMALLINT, INTEGER, BIGINT, DECIMAL, DOUBLE -> Optional.empty();
      default ->
          Optional.of(
              "%s of %s is not certified"
                  .formatted(call.getAggregation().getName(), type.getSqlTypeName()));
    };
  }

  private Optional<String> orderable(AggregateCall call, RelDataType input) {
    RelDataType type = input.getFieldList().get(call.getArgList().getFirst()).getType();
    if (type.getFamily() == SqlTypeFamily.BOOLEAN) {
      return Optional.of("the smallest BOOLEAN is not certified");
    }
    return ordering(type);
  }

  private Optional<String> ordering(RelDataType type) {
    if (!expressions.knows(type)) {
      return Optional.of("order of %s is not certified".formatted(type.getSqlTypeName()));
    }
    return SqlTypeUtil.inCharFamily(type) ? needs(SqlOperation.TEXT_ORDER) : Optional.empty();
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
