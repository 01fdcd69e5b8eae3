package io.tributary.gateway.planner;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/// The types of literals among other values of `CASE`, `COALESCE` and lists. In DuckDB a literal
/// takes the type of what it stands beside where it fits: `COALESCE(smallint, 0)` is a SMALLINT,
/// `COALESCE(date, '2024-01-01')` a DATE. Calcite would take an INTEGER and a text.
final class AdaptingLiterals {

  private final RelDataTypeFactory types;
  private final Function<SqlNode, RelDataType> typeOf;

  AdaptingLiterals(RelDataTypeFactory types, Function<SqlNode, RelDataType> typeOf) {
    this.types = types;
    this.typeOf = typeOf;
  }

  /// Writes out the types of literals in a call whose values become values of one type.
  void in(SqlNode node) {
    switch (node) {
      case SqlCase choice -> {
        List<SqlNode> values = new ArrayList<>(choice.getThenOperands().getList());
        SqlNode otherwise = choice.getElseOperand();
        if (otherwise != null) {
          values.add(otherwise);
        }
        SqlNodeList then = choice.getThenOperands();
        ListIterator<SqlNode> adapted = adapted(values).listIterator();
        for (int i = 0; i < then.size(); i++) {
          then.set(i, adapted.next());
        }
        if (adapted.hasNext()) {
          choice.setOperand(choice.operandCount() - 1, adapted.next());
        }
      }
      case SqlCall list when list.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR -> {
        List<SqlNode> adapted = adapted(list.getOperandList());
        for (int i = 0; i < adapted.size(); i++) {
          list.setOperand(i, adapted.get(i));
        }
      }
      default -> {}
    }
  }

  private List<SqlNode> adapted(List<SqlNode> values) {
    return values.stream().anyMatch(AdaptingLiterals::isLiteral)
        ? typeOfOthers(values)
            .map(type -> values.stream().map(value -> adapted(value, type)).toList())
            .orElse(values)
        : values;
  }

  /// @return empty where there are no others, or none of one type
  private Optional<RelDataType> typeOfOthers(List<SqlNode> values) {
    List<RelDataType> others = new ArrayList<>();
    for (SqlNode value : values) {
      if (!isLiteral(value) && !SqlUtil.isNullLiteral(value, true)) {
        if (value.getKind() == SqlKind.DYNAMIC_PARAM) {
          return Optional.empty();
        }
        others.add(typeOf.apply(value));
      }
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(types.leastRestrictive(others));
  }

  private static boolean isLiteral(SqlNode node) {
    return node instanceof SqlCharStringLiteral || number(node) != null;
  }

  private static @Nullable BigDecimal number(SqlNode node) {
    return switch (node) {
      case SqlNumericLiteral number -> number.bigDecimalValue();
      case SqlCall call when call.getKind() == SqlKind.MINUS_PREFIX -> {
        BigDecimal number = number(call.operand(0));
        yield number == null ? null : number.negate();
      }
      default -> null;
    };
  }

  private SqlNode adapted(SqlNode value, RelDataType type) {
    return takes(type, value)
        ? SqlStdOperatorTable.CAST.createCall(
            value.getParserPosition(), value, SqlTypeUtil.convertTypeToSpec(type))
        : value;
  }

  private static boolean takes(RelDataType type, SqlNode value) {
    SqlTypeName name = type.getSqlTypeName();
    if (value instanceof SqlCharStringLiteral) {
      return SqlTypeFamily.NUMERIC.contains(type)
          || SqlTypeFamily.DATETIME.contains(type)
          || name == SqlTypeName.BOOLEAN;
    }
    BigDecimal number = number(value);
    if (number == null) {
      return false;
    }
    return switch (name) {
      case REAL, FLOAT -> true;
      case TINYINT, SMALLINT -> fits(number, name == SqlTypeName.TINYINT ? 7 : 15, true);
      case UTINYINT -> fits(number, 8, false);
      case USMALLINT -> fits(number, 16, false);
      case UINTEGER -> fits(number, 32, false);
      case UBIGINT -> fits(number, 64, false);
      default -> false;
    };
  }

  private static boolean fits(BigDecimal number, int bits, boolean signed) {
    return number.scale() <= 0
        && number.toBigIntegerExact().bitLength() <= bits
        && (signed || number.signum() >= 0);
  }
}
