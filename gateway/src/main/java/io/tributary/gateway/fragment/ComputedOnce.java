package io.tributary.gateway.fragment;

import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.jspecify.annotations.Nullable;

/// What is joined and takes reading all over to compute again, and what its source is therefore
/// told to compute once: a source that expects one row on the other side would see no harm in
/// computing it for each of them. So it is with a single row, such as the average that others are
/// compared with, and with derived rows that are joined by no equality, which leaves a source
/// nothing but to go through them for each row of the other side.
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
          SqlWriter.Frame columns = writer.startList("(", ")");
          call.operand(1).unparse(writer, 0, 0);
          writer.endList(columns);
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

  /// Marks what is joined so with what may be more than one row.
  static RelNode mark(RelNode rel) {
    return rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            RelNode visited = super.visit(other);
            return visited instanceof Join join ? withInputsMarked(join) : visited;
          }
        });
  }

  private static RelNode withInputsMarked(Join join) {
    RelNode left = join.getLeft();
    RelNode right = join.getRight();
    boolean marksLeft = isComputedAgain(left, right, join);
    boolean marksRight = isComputedAgain(right, left, join);
    return marksLeft || marksRight
        ? join.copy(
            join.getTraitSet(),
            List.of(
                marksLeft ? new ComputedOnce(left) : left,
                marksRight ? new ComputedOnce(right) : right))
        : join;
  }

  private static boolean isComputedAgain(RelNode input, RelNode other, Join join) {
    return !isRow(other)
        && reads(input)
        && (isRow(input) || (!isByEquality(join) && DerivedRows.areIn(input)));
  }

  private static boolean isByEquality(Join join) {
    return RelOptUtil.conjunctions(join.getCondition()).stream()
        .anyMatch(condition -> condition.isA(SqlKind.EQUALS));
  }

  private static boolean isRow(RelNode rel) {
    @Nullable Double rows = rel.getCluster().getMetadataQuery().getMaxRowCount(rel);
    return rows != null && rows <= 1;
  }

  private static boolean reads(RelNode rel) {
    return rel instanceof TableScan || rel.getInputs().stream().anyMatch(ComputedOnce::reads);
  }

  /// The SQL for it. Its columns are named here, for those of a join in it may share a name.
  SqlNode select(SqlNode query) {
    List<SqlIdentifier> columns =
        getRowType().getFieldNames().stream()
            .map(name -> new SqlIdentifier(name, SqlParserPos.ZERO))
            .toList();
    return SELECT.createCall(SqlParserPos.ZERO, query, new SqlNodeList(columns, SqlParserPos.ZERO));
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new ComputedOnce(inputs.getFirst());
  }
}
