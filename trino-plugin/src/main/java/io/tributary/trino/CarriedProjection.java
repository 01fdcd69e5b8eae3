package io.tributary.trino;

import io.tributary.v1.ComputedColumn;
import io.tributary.v1.Expression;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Variable;
import io.trino.spi.type.DecimalType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// What Trino computes of columns before it sums, compares or joins them, where the gateway can.
/// Other expressions stay in Trino, over the columns that they need.
final class CarriedProjection {

  private final TributaryTableHandle table;
  private final Map<String, ColumnHandle> assignments;
  private final ColumnNames names = new ColumnNames();
  private final SequencedMap<String, TributaryColumnHandle> needed = new LinkedHashMap<>();
  private final SequencedMap<ConnectorExpression, Computed> computed = new LinkedHashMap<>();
  private final CarriedArithmetic arithmetic = CarriedArithmetic.withoutDivision(this::column);
  private final List<ConnectorExpression> results;

  /// A column that the gateway computes.
  private record Computed(TributaryColumnHandle column, Expression expression) {

    ComputedColumn message() {
      ComputedColumn.Builder message =
          ComputedColumn.newBuilder().setName(column.name()).setExpression(expression);
      if (column.type() instanceof DecimalType decimal) {
        message.setDecimal(
            io.tributary.v1.DecimalType.newBuilder()
                .setPrecision(decimal.getPrecision())
                .setScale(decimal.getScale()));
      }
      return message.build();
    }
  }

  /// @param assignments what expressions call the columns
  CarriedProjection(
      TributaryTableHandle table,
      List<ConnectorExpression> projections,
      Map<String, ColumnHandle> assignments) {
    this.table = table;
    this.assignments = Map.copyOf(assignments);
    table.columns().forEach(column -> names.take(column.name()));
    assignments.keySet().forEach(names::take);
    this.results = projections.stream().map(this::carry).toList();
  }

  private ConnectorExpression carry(ConnectorExpression expression) {
    if (expression instanceof Variable variable) {
      needed.put(variable.getName(), column(variable));
      return variable;
    }
    if (!(expression instanceof Call call)) {
      expression.getChildren().forEach(this::need);
      return expression;
    }
    Optional<Expression> carried = arithmetic.carry(call);
    if (carried.isPresent()) {
      TributaryColumnHandle column =
          computed
              .computeIfAbsent(call, _ -> new Computed(computedColumn(call), carried.get()))
              .column();
      return new Variable(column.name(), column.type());
    }
    List<ConnectorExpression> arguments = call.getArguments().stream().map(this::carry).toList();
    return new Call(call.getType(), call.getFunctionName(), arguments);
  }

  /// Whatever is in an expression that stays as it is.
  private void need(ConnectorExpression expression) {
    // Lambdas have variables of their own.
    if (expression instanceof Variable variable && assignments.containsKey(variable.getName())) {
      needed.put(variable.getName(), column(variable));
    }
    expression.getChildren().forEach(this::need);
  }

  private TributaryColumnHandle column(Variable variable) {
    return (TributaryColumnHandle) Objects.requireNonNull(assignments.get(variable.getName()));
  }

  private TributaryColumnHandle computedColumn(Call call) {
    String of =
        call.getArguments().getFirst() instanceof Variable first
            ? column(first).name()
            : "computed";
    return new TributaryColumnHandle(
        names.unique(of + "_" + call.getType().getBaseName()), call.getType(), true);
  }

  /// Whether there is nothing that the gateway would not do already.
  boolean isNothingNew() {
    return computed.isEmpty() && needed().size() == table.columns().size();
  }

  /// In the table's order.
  private List<TributaryColumnHandle> needed() {
    return table.columns().stream().filter(needed.values()::contains).toList();
  }

  TributaryTableHandle rows() {
    if (computed.isEmpty()) {
      return table.withColumns(needed());
    }
    return table.computing(
        needed(),
        computed.values().stream().map(Computed::message).toList(),
        computed.values().stream().map(Computed::column).toList());
  }

  /// Trino's projections, over what is left for it to do.
  List<ConnectorExpression> results() {
    return results;
  }

  /// What the projections call the columns that they are over.
  Map<String, TributaryColumnHandle> variables() {
    Map<String, TributaryColumnHandle> variables = new LinkedHashMap<>(needed);
    computed.values().stream()
        .map(Computed::column)
        .forEach(column -> variables.put(column.name(), column));
    return variables;
  }
}
