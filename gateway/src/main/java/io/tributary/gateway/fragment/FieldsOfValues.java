package io.tributary.gateway.fragment;

import io.tributary.gateway.planner.PlanExpressions;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Writes the fields of computed structs as `struct['field']`. Calcite's own spelling with a dot is
/// for columns alone.
final class FieldsOfValues extends RexShuttle {

  private final RexBuilder builder;

  private FieldsOfValues(RexBuilder builder) {
    this.builder = builder;
  }

  static RelNode spellOut(RelNode rel) {
    return PlanExpressions.rewrite(rel, FieldsOfValues::new);
  }

  @Override
  public RexNode visitFieldAccess(RexFieldAccess access) {
    RexNode struct = access.getReferenceExpr().accept(this);
    return struct instanceof RexCall
        ? builder.makeCall(
            access.getType(),
            SqlStdOperatorTable.ITEM,
            List.of(struct, builder.makeLiteral(access.getField().getName())))
        : super.visitFieldAccess(access);
  }
}
