package io.tributary.gateway.query;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableChange;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.Widening;
import io.tributary.gateway.fragment.RowChange;
import io.tributary.gateway.metadata.SqlTypeNames;
import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.ParsedStatement;
import io.tributary.gateway.planner.ParsedStatement.Name;
import io.tributary.gateway.planner.ParsedStatement.SetColumn;
import io.tributary.gateway.planner.PlannedUpdate;
import io.tributary.gateway.query.ChangePlanning.Rows;
import io.tributary.gateway.query.ChangePlanning.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Plans `UPDATE` and `DELETE`, of rows that a source finds and changes alone.
final class UpdatePlanning {
  private static final Rows NO_ROWS = new Rows(Optional.empty(), new Schema(List.of()));

  private UpdatePlanning() {}

  /// What is to be done, with the rows that are written.
  ///
  /// @param columns that the rows are written to
  record RowsChanged(TableChange change, List<ColumnDescription> columns, Rows rows) {}

  /// Empty where there is nothing to be done.
  static Optional<RowsChanged> delete(Target target, Supplier<OptimizedPlan> deleted) {
    if (!(target.open() instanceof SqlSource)) {
      // which its writer refuses in words of its own
      return Optional.of(
          new RowsChanged(new TableChange.Delete(target.name(), ""), List.of(), NO_ROWS));
    }
    OptimizedPlan plan = deleted.get();
    if (RowChange.isOfNoRows(plan)) {
      return Optional.empty();
    }
    RowChange rows = rows(target, plan, "which rows to delete");
    return Optional.of(
        new RowsChanged(new TableChange.Delete(target.name(), rows.where()), List.of(), NO_ROWS));
  }

  /// Empty where there is nothing to be done.
  ///
  /// @param names of the columns that get values
  /// @param read to be run for the values that are constants
  static Optional<RowsChanged> update(
      Target target,
      List<Name> names,
      Supplier<PlannedUpdate> update,
      Function<OptimizedPlan, Rows> read) {
    List<ColumnDescription> columns = ChangePlanning.columns(names, target);
    if (!(target.open() instanceof SqlSource)) {
      return Optional.of(
          new RowsChanged(
              new TableChange.Update(target.name(), List.of(), List.of(), ""), List.of(), NO_ROWS));
    }
    PlannedUpdate plan = update.get();
    if (plan.isConstant().size() != columns.size()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "%d values are given for %d columns".formatted(plan.isConstant().size(), columns.size()),
          target.position());
    }
    List<ColumnDescription> constants = new ArrayList<>();
    List<ColumnDescription> computed = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      (plan.isConstant().get(i) ? constants : computed).add(columns.get(i));
    }
    Rows row = plan.constants().map(read).orElse(NO_ROWS);
    if (RowChange.isOfNoRows(plan.computed())) {
      return Optional.empty();
    }
    RowChange rows =
        rows(target, plan.computed(), "which rows to update, or what their values are to be");
    List<TableChange.Computed> values = new ArrayList<>();
    for (int i = 0; i < computed.size(); i++) {
      values.add(computed(computed.get(i), rows.values().get(i), target));
    }
    return Optional.of(
        new RowsChanged(
            new TableChange.Update(target.name(), constants, values, rows.where()),
            constants,
            row));
  }

  /// The query with a type for each parameter that stands alone for a column.
  static String typed(ParsedStatement.Update update, Target target) {
    List<ColumnDescription> columns =
        ChangePlanning.columns(update.columns().stream().map(SetColumn::name).toList(), target);
    StringBuilder query = new StringBuilder(update.rows());
    for (int i = columns.size() - 1; i >= 0; i--) {
      String type = SqlTypeNames.of(columns.get(i).field());
      update
          .columns()
          .get(i)
          .parameter()
          .ifPresent(at ->
              query.insert(query.indexOf(")", at), " AS %s)".formatted(type)).insert(at, "CAST("));
    }
    return query.toString();
  }

  private static TableChange.Computed computed(
      ColumnDescription column, RowChange.Value value, Target target) {
    Optional<String> copyOf =
        value
            .copied()
            .filter(from -> from.sourceType().equals(column.sourceType()))
            .map(ColumnDescription::name);
    Field to = column.field();
    boolean fits = column.readAsTextBecause().isEmpty() && Widening.holds(value.type(), to);
    if (copyOf.isEmpty() && !fits) {
      throw column.readAsTextBecause().isPresent()
          ? new GatewayException(
              ErrorCode.NOT_SUPPORTED,
              "column %s of %s is %s, for which nothing is computed: assign a constant, or a column of the same type"
                  .formatted(column.name(), target.fullName(), column.sourceType()),
              target.position())
          : ChangePlanning.mismatch(value.type(), to, target);
    }
    return new TableChange.Computed(column, value.sql(), value.reads(), copyOf);
  }

  private static RowChange rows(Target target, OptimizedPlan plan, String what) {
    return RowChange.of(plan, target.name())
        .orElseThrow(() ->
            new GatewayException(
                ErrorCode.NOT_SUPPORTED,
                "source %s cannot tell alone %s: %s"
                    .formatted(target.open().name(), what, reasons(plan)),
                target.position()));
  }

  private static String reasons(OptimizedPlan plan) {
    return plan.stayed().isEmpty()
        ? "write expressions of columns of the table, and sub-queries that give one value for a row"
        : plan.stayed().stream()
            .map(
                stayed -> "%s [%s] %s".formatted(stayed.operator(), stayed.code(), stayed.reason()))
            .collect(Collectors.joining("; "));
  }
}
