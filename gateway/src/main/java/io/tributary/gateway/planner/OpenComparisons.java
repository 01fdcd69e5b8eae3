package io.tributary.gateway.planner;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/// Constants left open that are set equal to bare columns of their kind. There a value means the
/// same as a literal, which takes the column's type, and nothing more could be done if it were
/// known.
final class OpenComparisons extends RelHomogeneousShuttle {

  private final RexShuttle comparisons;
  private boolean elsewhere;

  private OpenComparisons(RexBuilder builder) {
    comparisons = new Comparisons(builder);
  }

  /// A plan whose open constants have the types of the columns that they are compared with.
  ///
  /// @return empty where the plan has one elsewhere
  static Optional<RelNode> typed(RelNode plan) {
    var shuttle = new OpenComparisons(plan.getCluster().getRexBuilder());
    RelNode typed = plan.accept(shuttle);
    return shuttle.elsewhere ? Optional.empty() : Optional.of(typed);
  }

  @Override
  public RelNode visit(RelNode other) {
    return super.visit(other).accept(comparisons);
  }

  private final class Comparisons extends RexShuttle {
    private final RexBuilder builder;

    Comparisons(RexBuilder builder) {
      this.builder = builder;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      if (call.getOperator() instanceof OpenConstant) {
        elsewhere = true;
        return call;
      }
      return call.getKind() == SqlKind.EQUALS
          ? typed(call).orElseGet(() -> super.visitCall(call))
          : super.visitCall(call);
    }

    private Optional<RexNode> typed(RexCall equality) {
      RexNode left = equality.getOperands().get(0);
      RexNode right = equality.getOperands().get(1);
      return left instanceof RexInputRef column
          ? open(right, column)
              .map(open -> equality.clone(equality.getType(), List.of(column, open)))
          : right instanceof RexInputRef column
              ? open(left, column)
                  .map(open -> equality.clone(equality.getType(), List.of(open, column)))
              : Optional.empty();
    }

    private Optional<RexNode> open(RexNode node, RexInputRef column) {
      return OpenConstant.of(node)
          .filter(constant ->
              areOfOneKind(constant.type(), column) && areOfOneKind(typeName(node), column))
          .map(
              constant -> builder.makeCall(node.getType(), constant.as(typeName(node)), List.of()));
    }
  }

  private static SqlTypeName typeName(RexNode node) {
    return node.getType().getSqlTypeName();
  }

  private static boolean areOfOneKind(SqlTypeName constant, RexInputRef column) {
    return SqlTypeName.INT_TYPES.contains(constant)
        ? SqlTypeName.INT_TYPES.contains(typeName(column))
        : constant == SqlTypeName.VARCHAR && typeName(column) == SqlTypeName.VARCHAR;
  }
}
