package io.tributary.gateway.fragment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Sarg;

/// Makes a source order text by its bytes, as DuckDB does, wherever order matters: comparisons,
/// sort keys, smallest and largest. Equality needs nothing, so that indexes keep serving it.
final class ByteOrder extends RelHomogeneousShuttle {

  private final SqlFunction collate;

  private ByteOrder(String collation) {
    this.collate = new Collate(collation);
  }

  /// @param collation the source's name of the byte-wise collation
  static RelNode enforce(RelNode rel, String collation) {
    return rel.accept(new ByteOrder(collation));
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode rel = super.visit(other);
    return switch (rel) {
      case Sort sort -> sort(sort);
      case Aggregate aggregate -> aggregate(aggregate);
      default -> rel.accept(new Comparisons(rel.getCluster().getRexBuilder()));
    };
  }

  private RelNode sort(Sort sort) {
    Set<Integer> keys = new TreeSet<>();
    for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
      if (isText(sort.getInput(), key.getFieldIndex())) {
        keys.add(key.getFieldIndex());
      }
    }
    return keys.isEmpty()
        ? sort
        : sort.copy(sort.getTraitSet(), List.of(collated(sort.getInput(), keys)));
  }

  private RelNode aggregate(Aggregate aggregate) {
    Set<Integer> arguments = new TreeSet<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      boolean ordered =
          call.getAggregation().getKind() == SqlKind.MIN
              || call.getAggregation().getKind() == SqlKind.MAX;
      if (ordered && isText(aggregate.getInput(), call.getArgList().getFirst())) {
        arguments.add(call.getArgList().getFirst());
      }
    }
    return arguments.isEmpty()
        ? aggregate
        : aggregate.copy(
            aggregate.getTraitSet(), List.of(collated(aggregate.getInput(), arguments)));
  }

  private static boolean isText(RelNode rel, int column) {
    return SqlTypeUtil.inCharFamily(rel.getRowType().getFieldList().get(column).getType());
  }

  private RelNode collated(RelNode input, Set<Integer> columns) {
    RexBuilder builder = input.getCluster().getRexBuilder();
    List<RexNode> fields = new ArrayList<>(builder.identityProjects(input.getRowType()));
    for (int column : columns) {
      fields.set(
          column,
          builder.makeCall(fields.get(column).getType(), collate, List.of(fields.get(column))));
    }
    return LogicalProject.create(input, List.of(), fields, input.getRowType(), Set.of());
  }

  private final class Comparisons extends RexShuttle {
    private final RexBuilder builder;

    Comparisons(RexBuilder builder) {
      this.builder = builder;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      RexNode visited = super.visitCall(call);
      if (!(visited instanceof RexCall compared) || !comparesOrder(compared)) {
        return visited;
      }
      List<RexNode> operands = new ArrayList<>(compared.getOperands());
      operands.set(
          0,
          builder.makeCall(operands.getFirst().getType(), collate, List.of(operands.getFirst())));
      return compared.clone(compared.getType(), operands);
    }

    private static boolean comparesOrder(RexCall call) {
      return SqlTypeUtil.inCharFamily(
              call.getOperands().isEmpty()
                  ? call.getType()
                  : call.getOperands().getFirst().getType())
          && switch (call.getKind()) {
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> true;
            case SEARCH -> {
              Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
              yield sarg == null || !(sarg.isPoints() || sarg.isComplementedPoints());
            }
            default -> false;
          };
    }
  }

  /// `x COLLATE "C"`.
  private static final class Collate extends SqlFunction {
    private final String collation;

    Collate(String collation) {
      super(
          "COLLATE",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.CHARACTER,
          SqlFunctionCategory.STRING);
      this.collation = collation;
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
      SqlWriter.Frame frame = writer.startList("(", ")");
      call.operand(0).unparse(writer, 100, 0);
      writer.keyword("COLLATE");
      writer.identifier(collation, true);
      writer.endList(frame);
    }
  }
}
