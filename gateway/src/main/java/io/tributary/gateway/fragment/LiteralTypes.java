package io.tributary.gateway.fragment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/// Keeps the types of constants in what is computed: Calcite folds `CAST(1 AS BIGINT)` into a
/// constant of type BIGINT, which would be written `1` and read as an INTEGER, or even as a
/// position.
final class LiteralTypes extends RelHomogeneousShuttle {

  private LiteralTypes() {}

  static RelNode spellOut(RelNode rel) {
    return rel.accept(new LiteralTypes());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode rel = super.visit(other);
    return switch (rel) {
      case Project project -> {
        var typed = new Typed(project.getCluster().getRexBuilder());
        yield project.copy(
            project.getTraitSet(),
            project.getInput(),
            typed.visitList(project.getProjects()),
            project.getRowType());
      }
      case Filter filter -> filter.accept(new TypedNulls(filter.getCluster().getRexBuilder()));
      case Join join -> join.accept(new TypedNulls(join.getCluster().getRexBuilder()));
      case Values values -> values(values);
      case Aggregate aggregate -> withoutBareKeys(aggregate, aggregate.getGroupSet());
      case Sort sort -> withoutBareKeys(sort, ImmutableBitSet.of(sort.getCollation().getKeys()));
      default -> rel;
    };
  }

  /// A constant to group or sort by would be read as the position of a column.
  private static RelNode withoutBareKeys(SingleRel rel, ImmutableBitSet keys) {
    if (!(rel.getInput() instanceof Project project)) {
      return rel;
    }
    List<RexNode> columns = new ArrayList<>(project.getProjects());
    RexBuilder builder = rel.getCluster().getRexBuilder();
    for (int key : keys) {
      if (columns.get(key) instanceof RexLiteral literal) {
        columns.set(key, builder.makeAbstractCast(literal.getType(), literal, false));
      }
    }
    return columns.equals(project.getProjects())
        ? rel
        : rel.copy(
            rel.getTraitSet(),
            List.of(
                project.copy(
                    project.getTraitSet(), project.getInput(), columns, project.getRowType())));
  }

  /// Rows of constants can hold no casts, so they go above.
  private static RelNode values(Values values) {
    RexBuilder builder = values.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>(builder.identityProjects(values.getRowType()));
    boolean lost = false;
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      if (values.getTuples().stream().anyMatch(row -> losesItsType(row.get(column)))
          || values.getTuples().stream().allMatch(row -> isTypedNull(row.get(column)))) {
        RexNode reference = columns.get(i);
        columns.set(i, builder.makeAbstractCast(reference.getType(), reference, false));
        lost = true;
      }
    }
    return lost
        ? LogicalProject.create(values, List.of(), columns, values.getRowType(), Set.of())
        : values;
  }

  private static final class Typed extends RexShuttle {
    private final RexBuilder builder;

    Typed(RexBuilder builder) {
      this.builder = builder;
    }

    /// DuckDB gives the parts of a constant NULL another type than those of a column.
    @Override
    public RexNode visitCall(RexCall call) {
      return call.getKind() == SqlKind.EXTRACT
              && call.getOperands().get(1) instanceof RexLiteral date
              && date.isNull()
          ? builder.makeNullLiteral(call.getType()).accept(this)
          : keepingWidth((RexCall) super.visitCall(call), builder);
    }

    @Override
    public RexNode visitLiteral(RexLiteral literal) {
      return losesItsType(literal) || isTypedNull(literal) || isDouble(literal)
          ? builder.makeAbstractCast(literal.getType(), literal, false)
          : literal;
    }
  }

  /// In conditions comparisons give constants their types, but a function may have to be chosen by
  /// the type of a NULL.
  private static final class TypedNulls extends RexShuttle {
    private final RexBuilder builder;

    TypedNulls(RexBuilder builder) {
      this.builder = builder;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      return keepingWidth((RexCall) super.visitCall(call), builder);
    }

    @Override
    public RexNode visitLiteral(RexLiteral literal) {
      return isTypedNull(literal) && literal.getType().getSqlTypeName() != SqlTypeName.BOOLEAN
          ? builder.makeAbstractCast(literal.getType(), literal, false)
          : literal;
    }
  }

  /// Beside a narrower number DuckDB takes a bare constant for one as narrow, and what comes of
  /// both may overflow.
  private static RexNode keepingWidth(RexCall call, RexBuilder builder) {
    if (call.getType().getSqlTypeName() != SqlTypeName.INTEGER
        || !SqlKind.BINARY_ARITHMETIC.contains(call.getKind())
        || call.getOperands().stream().noneMatch(LiteralTypes::isNarrow)) {
      return call;
    }
    List<RexNode> operands =
        call.getOperands().stream()
            .map(operand ->
                operand instanceof RexLiteral constant
                    ? builder.makeAbstractCast(constant.getType(), constant, false)
                    : operand)
            .toList();
    return call.clone(call.getType(), operands);
  }

  private static boolean isNarrow(RexNode operand) {
    return switch (operand.getType().getSqlTypeName()) {
      case TINYINT, SMALLINT, UTINYINT, USMALLINT -> true;
      default -> false;
    };
  }

  /// A NULL of any type is written as one of none, which each database takes for another type.
  private static boolean isTypedNull(RexLiteral literal) {
    return literal.isNull()
        && literal.getType().getSqlTypeName() != SqlTypeName.NULL
        && !SqlTypeUtil.isInterval(literal.getType());
  }

  /// DuckDB reads `1E0` as a DOUBLE, PostgreSQL as a NUMERIC.
  private static boolean isDouble(RexLiteral literal) {
    return literal.getType().getSqlTypeName() == SqlTypeName.DOUBLE;
  }

  private static boolean losesItsType(RexLiteral literal) {
    if (literal.isNull() || literal.getTypeName() == SqlTypeName.SARG) {
      return false;
    }
    RelDataType type = literal.getType();
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, UTINYINT, USMALLINT, UINTEGER, UBIGINT, REAL, FLOAT -> true;
      case BIGINT -> value(literal).compareTo(BigDecimal.valueOf(value(literal).intValue())) == 0;
      case DECIMAL -> {
        BigDecimal value = value(literal);
        yield type.getScale() != value.scale()
            || type.getPrecision() > Math.max(value.precision(), value.scale() + 1);
      }
      default -> false;
    };
  }

  private static BigDecimal value(RexLiteral literal) {
    BigDecimal value = literal.getValueAs(BigDecimal.class);
    return value == null ? BigDecimal.ZERO : value;
  }
}
