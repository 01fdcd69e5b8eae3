package io.tributary.gateway.planner;

import io.tributary.gateway.error.SqlPosition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/// A constant of a [QueryShape], of which a plan knows its type alone: no rule can look at its
/// value, so that the plan holds whatever it is.
final class OpenConstant extends SqlFunction {

  private final int index;
  private final SqlTypeName type;

  private OpenConstant(int index, SqlTypeName type) {
    super(
        "open_constant_%d_%s".formatted(index, type),
        SqlKind.OTHER_FUNCTION,
        binding -> binding.getTypeFactory().createSqlType(type),
        null,
        OperandTypes.NILADIC,
        SqlFunctionCategory.SYSTEM);
    this.index = index;
    this.type = type;
  }

  /// Puts them into a query's tree.
  ///
  /// @return empty where the tree does not have all of the shape's constants
  static Optional<SqlNode> leaveOpen(SqlNode query, QueryShape shape) {
    var shuttle = new Shuttle(shape);
    SqlNode open = query.accept(shuttle);
    return shuttle.found.size() == shape.constants().size()
        ? Optional.ofNullable(open)
        : Optional.empty();
  }

  private static final class Shuttle extends SqlShuttle {
    private final Map<SqlPosition, OpenConstant> byPlace = new HashMap<>();
    private final Set<OpenConstant> found = new HashSet<>();

    Shuttle(QueryShape shape) {
      for (int i = 0; i < shape.constants().size(); i++) {
        QueryShape.Constant constant = shape.constants().get(i);
        byPlace.put(constant.place(), new OpenConstant(i, constant.type()));
      }
    }

    @Override
    public @Nullable SqlNode visit(SqlLiteral literal) {
      return open(literal);
    }

    @Override
    public @Nullable SqlNode visit(SqlDynamicParam parameter) {
      return open(parameter);
    }

    private SqlNode open(SqlNode node) {
      SqlParserPos at = node.getParserPosition();
      OpenConstant open = byPlace.get(new SqlPosition(at.getLineNum(), at.getColumnNum()));
      if (open == null) {
        return node;
      }
      found.add(open);
      return open.createCall(at);
    }
  }

  /// The one that an expression is, or casts.
  static Optional<OpenConstant> of(RexNode node) {
    return node instanceof RexCall call
        ? call.getOperator() instanceof OpenConstant constant
            ? Optional.of(constant)
            : Optional.of(call)
                .filter(cast -> cast.isA(SqlKind.CAST))
                .flatMap(cast -> of(cast.getOperands().getFirst()))
        : Optional.empty();
  }

  /// The same constant in a type that holds its value.
  OpenConstant as(SqlTypeName other) {
    return new OpenConstant(index, other);
  }

  SqlTypeName type() {
    return type;
  }

  /// The same for all rows, but nothing to compute while planning.
  @Override
  public boolean isDynamicFunction() {
    return true;
  }

  /// No name that anybody could have written is looked up.
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    RelDataTypeFactory types = validator.getTypeFactory();
    return types.createSqlType(type);
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
    writer.literal(QueryShape.mark(index));
  }
}
