package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlForm;
import io.tributary.gateway.planner.SourceForms;
import io.tributary.gateway.planner.SourceForms.Found;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Writes what a source computes in the forms of its table.
final class SourceSpelling extends RelHomogeneousShuttle {

  private final SqlDialectTraits traits;
  private final SourceForms forms;

  private SourceSpelling(SqlDialectTraits traits) {
    this.traits = traits;
    this.forms = new SourceForms(traits.forms());
  }

  static RelNode spell(RelNode rel, SqlDialectTraits traits) {
    return rel.accept(new SourceSpelling(traits));
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode rel = super.visit(other);
    return switch (rel) {
      case Aggregate aggregate -> aggregate(aggregate);
      case SetOp set ->
          set.copy(set.getTraitSet(), set.getInputs().stream().map(this::combined).toList());
      default -> rel.accept(new Expressions(rel.getCluster().getRexBuilder()));
    };
  }

  /// What set operations combine: columns and expressions of one type may be two at the source.
  private RelNode combined(RelNode input) {
    RexBuilder builder = input.getCluster().getRexBuilder();
    List<RexNode> fields = new ArrayList<>(builder.identityProjects(input.getRowType()));
    boolean changes = false;
    for (int i = 0; i < fields.size(); i++) {
      RexNode field = fields.get(i);
      Optional<SqlForm> form = forms.combined(field.getType());
      if (form.isPresent()) {
        fields.set(i, spelled(builder, form.get(), field.getType(), List.of(field)));
        changes = true;
      }
    }
    return changes
        ? LogicalProject.create(input, List.of(), fields, input.getRowType(), Set.of())
        : input;
  }

  private RelNode aggregate(Aggregate aggregate) {
    List<AggregateCall> calls = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      Optional<SqlForm> form = forms.find(call, aggregate.getInput().getRowType());
      calls.add(form.isEmpty() ? call : spelled(call, form.get()));
    }
    return aggregate.copy(
        aggregate.getTraitSet(),
        aggregate.getInput(),
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        calls);
  }

  private AggregateCall spelled(AggregateCall call, SqlForm form) {
    return AggregateCall.create(
        call.getParserPosition(),
        SpelledCall.aggregate(
            call.getAggregation().getName(),
            SqlKind.OTHER_FUNCTION,
            sql(form, call.getType()),
            ReturnTypes.explicit(call.getType())),
        call.isDistinct(),
        call.isApproximate(),
        call.ignoreNulls(),
        call.rexList,
        call.getArgList(),
        call.filterArg,
        call.distinctKeys,
        call.collation,
        call.getType(),
        call.getName());
  }

  private RexNode spelled(
      RexBuilder builder, SqlForm form, RelDataType type, List<RexNode> operands) {
    return builder.makeCall(
        type, SpelledCall.function(sql(form, type), ReturnTypes.explicit(type)), operands);
  }

  private String sql(SqlForm form, RelDataType type) {
    String sql = form.sql();
    if (sql.contains("{type}")) {
      sql = sql.replace("{type}", SqlSpelling.typeName(type, traits));
    }
    if (type.getSqlTypeName() == SqlTypeName.DECIMAL) {
      sql =
          sql.replace("{scale}", Integer.toString(type.getScale()))
              .replace("{limit}", "1" + "0".repeat(type.getPrecision() - type.getScale()));
    }
    return sql;
  }

  private final class Expressions extends RexShuttle {
    private final RexBuilder builder;

    Expressions(RexBuilder builder) {
      this.builder = builder;
    }

    @Override
    public RexNode visitOver(RexOver over) {
      RexNode visited = super.visitOver(over);
      return forms
          .find(over)
          .filter(found -> !found.form().sql().equals("{0}"))
          .map(found -> spelled(found.form(), over.getType(), List.of(visited)))
          .orElse(visited);
    }

    @Override
    public RexNode visitCall(RexCall call) {
      if (call.getKind() == SqlKind.CASE || call.getKind() == SqlKind.COALESCE) {
        return choice(call);
      }
      if (call.getKind() == SqlKind.CAST && SourceForms.isKeptBy(call)) {
        return kept(call.getOperands().getFirst().accept(this), call.getType());
      }
      Optional<Found> found = forms.find(call);
      if (found.isEmpty()) {
        return super.visitCall(call);
      }
      List<RexNode> operands =
          found.get().operands().stream()
              .map(this::withoutInterval)
              .map(o -> o.accept(this))
              .toList();
      return spelled(found.get().form(), call.getType(), operands);
    }

    /// A value of the same type at the source, which Calcite may take for another: one that can be
    /// NULL.
    private RexNode kept(RexNode value, RelDataType type) {
      return value.getType().equals(type)
          ? value
          : builder.makeCall(
              type, SpelledCall.function("{0}", ReturnTypes.explicit(type)), List.of(value));
    }

    private RexNode choice(RexCall call) {
      List<RexNode> operands = new ArrayList<>();
      for (int i = 0; i < call.getOperands().size(); i++) {
        RexNode operand = call.getOperands().get(i);
        RexNode visited = operand.accept(this);
        operands.add(
            SourceForms.isChoice(call, i) && !SourceForms.isSame(operand.getType(), call.getType())
                ? forms
                    .cast(operand.getType(), call.getType())
                    .map(form -> spelled(form, call.getType(), List.of(visited)))
                    .orElse(visited)
                : visited);
      }
      return call.clone(call.getType(), operands);
    }

    private RexNode spelled(SqlForm form, RelDataType type, List<RexNode> operands) {
      return SourceSpelling.this.spelled(builder, form, type, operands);
    }

    /// A constant interval as the number of its months or milliseconds.
    private RexNode withoutInterval(RexNode operand) {
      return operand instanceof RexLiteral literal && SqlTypeUtil.isInterval(literal.getType())
          ? builder.makeExactLiteral(literal.getValueAs(BigDecimal.class))
          : operand;
    }
  }
}
