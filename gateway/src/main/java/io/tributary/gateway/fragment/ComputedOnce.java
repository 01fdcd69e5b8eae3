package io.tributary.gateway.fragment;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.jspecify.annotations.Nullable;

/// A row that is joined, such as the average that others are compared with, and that its source is
/// told to compute once: a source that expects one row on the other side too would see no harm in
/// computing it for each of them.
///
/// Before:
///
/// ```
/// Join(sales > average)
///   Scan(orders)
///   Aggregate(avg)
///     Scan(orders)
/// ```
///
/// After:
///
/// ```
/// Join(sales > average)
///   Scan(orders)
///   ComputedOnce
///     Aggregate(avg)
///       Scan(orders)
/// ```
final class ComputedOnce extends SingleRel {

  private static final String NAME = "once";

  private static final SqlSpecialOperator SELECT =
      new SqlSpecialOperator(
          "WITH MATERIALIZED",
          SqlKind.OTHER,
          0,
          true,
          ReturnTypes.ARG0,
          InferTypes.FIRST_KNOWN,
          OperandTypes.ANY) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
          writer.keyword("WITH");
          writer.identifier(NAME, true);
          writer.keyword("AS MATERIALIZED");
          SqlWriter.Frame query = writer.startList(SqlWriter.FrameTypeEnum.WITH_BODY, "(", ")");
          call.operand(0).unparse(writer, 0, 0);
          writer.endList(query);
          writer.keyword("SELECT * FROM");
          writer.identifier(NAME, true);
        }
      };

  private ComputedOnce(RelNode input) {
    super(input.getCluster(), input.getTraitSet(), input);
  }

  /// Marks each row that is joined with what may be more than one.
  static RelNode mark(RelNode rel) {
    return rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            RelNode visited = super.visit(other);
            return visited instanceof Join join ? withRowsMarked(join) : visited;
          }
        });
  }

  private static RelNode withRowsMarked(Join join) {
    boolean left = isRow(join.getLeft());
    boolean right = isRow(join.getRight());
    if (left == right) {
      return join;
    }
    return join.copy(
        join.getTraitSet(),
        left
            ? List.of(new ComputedOnce(join.getLeft()), join.getRight())
            : List.of(join.getLeft(), new ComputedOnce(join.getRight())));
  }

  /// Whether it is one row at most, and takes reading to compute.
  private static boolean isRow(RelNode rel) {
    @Nullable Double rows = rel.getCluster().getMetadataQuery().getMaxRowCount(rel);
    return rows != null && rows <= 1 && reads(rel);
  }

  private static boolean reads(RelNode rel) {
    return rel instanceof TableScan || rel.getInputs().stream().anyMatch(ComputedOnce::reads);
  }

  /// The SQL for it.
  static SqlNode select(SqlNode query) {
    return SELECT.createCall(SqlParserPos.ZERO, query);
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new ComputedOnce(inputs.getFirst());
  }
}
