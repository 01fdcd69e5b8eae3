package io.tributary.trino;

import io.tributary.v1.Aggregate;
import io.tributary.v1.Aggregation;
import io.tributary.v1.ColumnDomain;
import io.tributary.v1.Expression;
import io.tributary.v1.Join;
import io.tributary.v1.Projection;
import io.tributary.v1.Relation;
import io.tributary.v1.Sort;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What EXPLAIN prints of work that the gateway does.
final class RelationText {

  private RelationText() {}

  static String of(Relation relation) {
    return switch (relation.getOperatorCase()) {
      case SCAN -> of(relation.getScan());
      case FILTER ->
          filter(
              of(relation.getFilter().getInput()),
              relation.getFilter().getDomainsList(),
              relation.getFilter().getConditionsList());
      case PROJECTION -> of(relation.getProjection());
      case AGGREGATION -> of(relation.getAggregation());
      case SORT -> of(relation.getSort());
      case JOIN -> of(relation.getJoin());
      case QUERY -> "query(%s)".formatted(relation.getQuery().getSql());
      case OPERATOR_NOT_SET -> "nothing";
    };
  }

  private static String filter(
      String rows, List<ColumnDomain> domains, List<Expression> conditions) {
    List<String> parts = new ArrayList<>(List.of(rows));
    if (!domains.isEmpty()) {
      parts.add(columns(domains).toString());
    }
    if (!conditions.isEmpty()) {
      parts.add(of(conditions));
    }
    return parts.size() == 1 ? rows : "filter(%s)".formatted(String.join(", ", parts));
  }

  /// Conditions, all of which hold.
  static String of(List<Expression> conditions) {
    return conditions.stream().map(RelationText::of).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String of(Expression expression) {
    return switch (expression.getKindCase()) {
      case COLUMN -> expression.getColumn();
      case VALUE -> expression.getValue().toString().strip();
      case CALL ->
          expression.getCall().getArgumentsList().stream()
              .map(RelationText::of)
              .collect(
                  Collectors.joining(
                      ", ",
                      expression
                              .getCall()
                              .getFunction()
                              .name()
                              .replace("FUNCTION_", "")
                              .toLowerCase(Locale.ROOT)
                          + "(",
                      ")"));
      case FIELD -> of(expression.getField().getStruct()) + "." + expression.getField().getName();
      case KIND_NOT_SET -> "nothing";
    };
  }

  private static String of(TableScan scan) {
    TableRef table = scan.getTable();
    String name = "%s.%s.%s".formatted(table.getSource(), table.getSchema(), table.getTable());
    return filter(name, scan.getDomainsList(), scan.getConditionsList());
  }

  private static String of(Projection projection) {
    String input = of(projection.getInput());
    return projection.getComputedCount() == 0
        ? input
        : "projection(%s, [%s])"
            .formatted(
                input,
                projection.getComputedList().stream()
                    .map(column -> column.getName() + " := " + of(column.getExpression()))
                    .collect(Collectors.joining(", ")));
  }

  private static String of(Aggregation aggregation) {
    String aggregates =
        aggregation.getAggregatesList().stream()
            .map(RelationText::of)
            .collect(Collectors.joining(", "));
    return "aggregation(%s, keys=%s, [%s])"
        .formatted(of(aggregation.getInput()), aggregation.getKeysList(), aggregates);
  }

  private static String of(Aggregate aggregate) {
    return "%s := %s(%s%s)"
        .formatted(
            aggregate.getName(),
            name(aggregate),
            aggregate.getDistinct() ? "distinct " : "",
            aggregate.hasColumn() ? aggregate.getColumn() : "*");
  }

  private static String name(Aggregate aggregate) {
    return aggregate
        .getFunction()
        .name()
        .replace("AGGREGATE_FUNCTION_", "")
        .toLowerCase(Locale.ROOT);
  }

  private static String of(Sort sort) {
    return "first(%s, %d by %s)"
        .formatted(
            of(sort.getInput()),
            sort.getLimit(),
            sort.getKeysList().stream().map(key -> key.getColumn()).toList());
  }

  private static String of(Join join) {
    String type = join.getType().name().replace("JOIN_TYPE_", "").toLowerCase(Locale.ROOT);
    return "%s join(%s, %s, %s)"
        .formatted(type, of(join.getLeft()), of(join.getRight()), of(join.getConditionsList()));
  }

  private static List<String> columns(List<ColumnDomain> domains) {
    return domains.stream().map(ColumnDomain::getColumn).toList();
  }
}
