package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlForm;
import io.tributary.gateway.planner.SourceForms;
import io.tributary.gateway.planner.SourceForms.Found;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
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
    return rel instanceof Aggregate aggregate
        ? aggregate(aggregate)
        : rel.accept(new Expressions(rel.getCluster().getRexBuilder()));
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
      return builder.makeCall(
          type, SpelledCall.function(sql(form, type), ReturnTypes.explicit(type)), operands);
    }

    /// A constant interval as the number of its months or milliseconds.
    private RexNode withoutInterval(RexNode operand) {
      return operand instanceof RexLiteral literal && SqlTypeUtil.isInterval(literal.getType())
          ? builder.makeExactLiteral(literal.getValueAs(BigDecimal.class))
          : operand;
    }
  }
}
