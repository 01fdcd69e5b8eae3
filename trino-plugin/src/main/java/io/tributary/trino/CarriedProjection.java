package io.tributary.trino;

import static java.util.stream.Collectors.toSet;

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
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What Trino computes of columns before it sums, compares or joins them, where the gateway can,
/// and the fields of structs that it reads. Other expressions stay in Trino, over the columns that
/// they need.
final class CarriedProjection {

  private final TributaryTableHandle table;
  private final Map<String, ColumnHandle> assignments;

  /// What expressions call the columns that they need whole.
  private final Set<String> whole;

  private final ColumnNames names = new ColumnNames();
  private final SequencedMap<String, TributaryColumnHandle> needed = new LinkedHashMap<>();
  private final SequencedMap<ConnectorExpression, Computed> computed = new LinkedHashMap<>();
  private final CarriedArithmetic arithmetic = CarriedArithmetic.thatNeverFails(this::column);
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
    this.whole = projections.stream().flatMap(CarriedProjection::whole).collect(toSet());
    this.results = projections.stream().map(this::carry).toList();
  }

  private static Stream<String> whole(ConnectorExpression expression) {
    if (expression instanceof Variable variable) {
      return Stream.of(variable.getName());
    }
    return StructField.of(expression).isPresent()
        ? Stream.empty()
        : expression.getChildren().stream().flatMap(CarriedProjection::whole);
  }

  private ConnectorExpression carry(ConnectorExpression expression) {
    if (expression instanceof Variable variable) {
      needed.put(variable.getName(), column(variable));
      return variable;
    }
    Optional<StructField> field =
        StructField.of(expression).filter(found -> !whole.contains(found.column().getName()));
    if (field.isPresent()) {
      return variable(expression, () -> computed(field.get()));
    }
    if (!(expression instanceof Call call)) {
      expression.getChildren().forEach(this::need);
      return expression;
    }
    Optional<Expression> carried = arithmetic.carry(call);
    if (carried.isPresent()) {
      return variable(call, () -> new Computed(computedColumn(call), carried.get()));
    }
    List<ConnectorExpression> arguments = call.getArguments().stream().map(this::argument).toList();
    return new Call(call.getType(), call.getFunctionName(), arguments);
  }

  /// The column that an expression is computed as.
  private Variable variable(ConnectorExpression expression, Supplier<Computed> computation) {
    TributaryColumnHandle column =
        computed.computeIfAbsent(expression, _ -> computation.get()).column();
    return new Variable(column.name(), column.type());
  }

  private Computed computed(StructField field) {
    TributaryColumnHandle struct = column(field.column());
    String name = names.unique(struct.name() + "_" + String.join("_", field.path()));
    return new Computed(
        new TributaryColumnHandle(name, field.type(), struct.comparable()),
        field.expression(struct));
  }

  /// Of what Trino computes. A text that is wider there is the same one to read.
  private ConnectorExpression argument(ConnectorExpression argument) {
    if (WidenedText.column(argument).isEmpty()) {
      return carry(argument);
    }
    need(argument);
    return argument;
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
    boolean comparable =
        WidenedText.column(call).map(text -> column(text).comparable()).orElse(true);
    return new TributaryColumnHandle(
        names.unique(of + "_" + call.getType().getBaseName()), call.getType(), comparable);
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
