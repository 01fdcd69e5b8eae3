package io.tributary.trino;

import io.tributary.v1.Expression;
import io.tributary.v1.Join;
import io.tributary.v1.JoinType;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.expression.ConnectorExpression;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// A join of Trino's that means the same at the gateway.
///
/// @param join without its inputs
/// @param left the joined columns by those of the left side
/// @param right the joined columns by those of the right side
record CarriedJoin(
    Join.Builder join,
    SequencedMap<TributaryColumnHandle, TributaryColumnHandle> left,
    SequencedMap<TributaryColumnHandle, TributaryColumnHandle> right) {

  /// @param leftAssignments what the condition calls the left side's columns
  /// @param rightAssignments what it calls the right side's
  /// @return empty if the condition, or a part of it, stays in Trino
  static Optional<CarriedJoin> of(
      io.trino.spi.connector.JoinType type,
      TributaryTableHandle leftRows,
      TributaryTableHandle rightRows,
      ConnectorExpression condition,
      Map<String, ColumnHandle> leftAssignments,
      Map<String, ColumnHandle> rightAssignments) {
    var names = new ColumnNames();
    SequencedMap<TributaryColumnHandle, TributaryColumnHandle> left =
        renamed(leftRows.columns(), names);
    SequencedMap<TributaryColumnHandle, TributaryColumnHandle> right =
        renamed(rightRows.columns(), names);
    if (!left.keySet().containsAll(leftAssignments.values())
        || !right.keySet().containsAll(rightAssignments.values())) {
      // What tells the rows of a change apart is no column.
      return Optional.empty();
    }
    Map<String, ColumnHandle> columns = new HashMap<>();
    leftAssignments.forEach((name, column) -> columns.put(name, renamed(column, left)));
    rightAssignments.forEach((name, column) -> columns.put(name, renamed(column, right)));
    var carrier = new CarriedCondition(columns);
    List<ConnectorExpression> parts = CarriedCondition.conjuncts(condition);
    List<Expression> carried =
        parts.stream().flatMap(part -> carrier.carry(part).stream()).toList();
    if (parts.isEmpty() || carried.size() < parts.size()) {
      return Optional.empty();
    }
    Join.Builder join = Join.newBuilder().setType(type(type)).addAllConditions(carried);
    left.values().forEach(column -> join.addColumns(column.name()));
    right.values().forEach(column -> join.addColumns(column.name()));
    return Optional.of(new CarriedJoin(join, left, right));
  }

  private static ColumnHandle renamed(
      ColumnHandle column, Map<TributaryColumnHandle, TributaryColumnHandle> joined) {
    return Objects.requireNonNull(joined.get((TributaryColumnHandle) column));
  }

  private static JoinType type(io.trino.spi.connector.JoinType type) {
    return switch (type) {
      case INNER -> JoinType.JOIN_TYPE_INNER;
      case LEFT_OUTER -> JoinType.JOIN_TYPE_LEFT;
      case RIGHT_OUTER -> JoinType.JOIN_TYPE_RIGHT;
      case FULL_OUTER -> JoinType.JOIN_TYPE_FULL;
    };
  }

  private static SequencedMap<TributaryColumnHandle, TributaryColumnHandle> renamed(
      List<TributaryColumnHandle> columns, ColumnNames names) {
    SequencedMap<TributaryColumnHandle, TributaryColumnHandle> renamed = new LinkedHashMap<>();
    for (TributaryColumnHandle column : columns) {
      renamed.put(column, column.named(names.unique(column.name())));
    }
    return renamed;
  }
}
