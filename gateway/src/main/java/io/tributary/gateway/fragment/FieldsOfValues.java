package io.tributary.gateway.fragment;

import io.tributary.gateway.planner.PlanExpressions;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Writes the fields of structs as `struct['field']`. With a dot, as Calcite spells them, they
/// would be columns of a table where one is called like the struct.
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
    RexNode struct = access.getReferenceExpr();
    return struct instanceof RexCorrelVariable
        ? access
        : builder.makeCall(
            access.getType(),
            SqlStdOperatorTable.ITEM,
            List.of(struct.accept(this), builder.makeLiteral(access.getField().getName())));
  }
}
