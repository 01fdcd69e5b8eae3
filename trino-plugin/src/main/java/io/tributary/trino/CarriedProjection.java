package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.CAST_FUNCTION_NAME;

import io.tributary.v1.ComputedColumn;
import io.tributary.v1.Expression;
import io.tributary.v1.Function;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Variable;
import io.trino.spi.type.BigintType;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.IntegerType;
import io.trino.spi.type.RealType;
import io.trino.spi.type.SmallintType;
import io.trino.spi.type.TinyintType;
import io.trino.spi.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// What Trino computes of columns before it sums, compares or joins them, and the gateway can:
/// casts to wider types. Others stay in Trino, over the columns that they need.
final class CarriedProjection {

  private final TributaryTableHandle table;
  private final Map<String, ColumnHandle> assignments;
  private final ColumnNames names = new ColumnNames();
  private final SequencedMap<String, TributaryColumnHandle> needed = new LinkedHashMap<>();
  private final SequencedMap<ConnectorExpression, TributaryColumnHandle> computed =
      new LinkedHashMap<>();
  private final List<ConnectorExpression> results;

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
    if (widening(call).isPresent()) {
      TributaryColumnHandle column =
          computed.computeIfAbsent(
              call,
              _ -> {
                TributaryColumnHandle of = column((Variable) call.getArguments().getFirst());
                return new TributaryColumnHandle(
                    names.unique(of.name() + "_" + call.getType().getBaseName()),
                    call.getType(),
                    of.comparable());
              });
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

  private static Optional<Function> widening(Call call) {
    if (!call.getFunctionName().equals(CAST_FUNCTION_NAME)
        || !(call.getArguments().getFirst() instanceof Variable variable)) {
      return Optional.empty();
    }
    Type from = variable.getType();
    boolean small = from instanceof TinyintType || from instanceof SmallintType;
    boolean integer = small || from instanceof IntegerType;
    return switch (call.getType()) {
      case IntegerType _ when small -> Optional.of(Function.FUNCTION_AS_INTEGER);
      case BigintType _ when integer -> Optional.of(Function.FUNCTION_AS_BIGINT);
      case DoubleType _ when integer || from instanceof RealType ->
          Optional.of(Function.FUNCTION_AS_DOUBLE);
      default -> Optional.empty();
    };
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
    List<ComputedColumn> columns = new ArrayList<>();
    for (Entry<ConnectorExpression, TributaryColumnHandle> entry : computed.entrySet()) {
      Call cast = (Call) entry.getKey();
      TributaryColumnHandle of = column((Variable) cast.getArguments().getFirst());
      columns.add(
          ComputedColumn.newBuilder()
              .setName(entry.getValue().name())
              .setExpression(
                  Expression.newBuilder()
                      .setCall(
                          io.tributary.v1.Call.newBuilder()
                              .setFunction(widening(cast).orElseThrow())
                              .addArguments(Expression.newBuilder().setColumn(of.name()))))
              .build());
    }
    return table.computing(needed(), columns, List.copyOf(computed.values()));
  }

  /// Trino's projections, over what is left for it to do.
  List<ConnectorExpression> results() {
    return results;
  }

  /// What the projections call the columns that they are over.
  Map<String, TributaryColumnHandle> variables() {
    Map<String, TributaryColumnHandle> variables = new LinkedHashMap<>(needed);
    computed.values().forEach(column -> variables.put(column.name(), column));
    return variables;
  }
}
