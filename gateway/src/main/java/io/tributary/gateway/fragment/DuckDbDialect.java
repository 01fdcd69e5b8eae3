package io.tributary.gateway.fragment;

import io.tributary.gateway.planner.type.DuckDbTypeNames;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.DuckDBSqlDialect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformance;
import org.jspecify.annotations.Nullable;

/// DuckDB's SQL, where Calcite's dialect of it falls short.
final class DuckDbDialect extends DuckDBSqlDialect {
  static final DuckDbDialect INSTANCE = new DuckDbDialect();

  private DuckDbDialect() {
    super(DEFAULT_CONTEXT);
  }

  @Override
  public SqlConformance getConformance() {
    return SqlSpelling.CONFORMANCE;
  }

  @Override
  public boolean supportsAggregateFunction(SqlKind kind) {
    return true;
  }

  @Override
  public boolean supportsNestedAggregations() {
    return false;
  }

  @Override
  public boolean supportsCharSet() {
    return false;
  }

  @Override
  public void quoteStringLiteral(StringBuilder sql, @Nullable String charset, String value) {
    SqlSpelling.stringLiteral(sql, value);
  }

  @Override
  public SqlNode rewriteSingleValueExpr(SqlNode aggregateCall, RelDataType type) {
    return SqlSpelling.singleValue(aggregateCall, "error");
  }

  @Override
  public @Nullable SqlNode getCastSpec(RelDataType type) {
    return SqlSpelling.type(type, DuckDbTypeNames::of);
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public void unparseCall(SqlWriter writer, SqlCall call, int left, int right) {
    if (call instanceof SqlLambda lambda) {
      writer.print("(lambda ");
      boolean first = true;
      for (SqlNode parameter : lambda.getParameters()) {
        if (!first) {
          writer.print(", ");
        }
        first = false;
        parameter.unparse(writer, 0, 0);
      }
      writer.print(": ");
      lambda.getExpression().unparse(writer, 0, 0);
      writer.print(")");
      return;
    }
    if (call.getKind() == SqlKind.SAFE_CAST) {
      SqlWriter.Frame frame = writer.startFunCall("TRY_CAST");
      call.operand(0).unparse(writer, 0, 0);
      writer.sep("AS");
      call.operand(1).unparse(writer, 0, 0);
      writer.endFunCall(frame);
      return;
    }
    if (call.getKind() == SqlKind.IGNORE_NULLS && call.operand(0) instanceof SqlCall function) {
      SqlWriter.Frame frame = writer.startFunCall(function.getOperator().getName());
      for (SqlNode operand : function.getOperandList()) {
        writer.sep(",");
        operand.unparse(writer, 0, 0);
      }
      writer.keyword("IGNORE NULLS");
      writer.endFunCall(frame);
      return;
    }
    if (call.getKind() == SqlKind.RESPECT_NULLS) {
      call.operand(0).unparse(writer, left, right);
      return;
    }
    if (call.getKind() == SqlKind.WITHIN_GROUP
        && call.operand(0) instanceof SqlCall filtered
        && filtered.getKind() == SqlKind.FILTER) {
      SqlNode ordered =
          SqlStdOperatorTable.WITHIN_GROUP.createCall(
              SqlParserPos.ZERO, filtered.operand(0), call.operand(1));
      SqlStdOperatorTable.FILTER
          .createCall(SqlParserPos.ZERO, ordered, filtered.operand(1))
          .unparse(writer, left, right);
      return;
    }
    if (call.getKind() == SqlKind.WITHIN_GROUP
        && call.operand(0) instanceof SqlCall aggregate
        && !isOrderedSet(aggregate)) {
      ordered(writer, aggregate, call.operand(1));
      return;
    }
    super.unparseCall(writer, call, left, right);
  }

  /// What DuckDB too writes with WITHIN GROUP.
  private static boolean isOrderedSet(SqlCall aggregate) {
    return switch (aggregate.getKind()) {
      case PERCENTILE_CONT, PERCENTILE_DISC -> true;
      default -> false;
    };
  }

  /// `string_agg(x, ',' ORDER BY y)`.
  private static void ordered(SqlWriter writer, SqlCall aggregate, SqlNode keys) {
    String name =
        aggregate.getKind() == SqlKind.LISTAGG ? "string_agg" : aggregate.getOperator().getName();
    SqlWriter.Frame frame = writer.startFunCall(name);
    SqlLiteral quantifier = aggregate.getFunctionQuantifier();
    if (quantifier != null
        && quantifier.symbolValue(SqlSelectKeyword.class) == SqlSelectKeyword.DISTINCT) {
      writer.keyword("DISTINCT");
    }
    boolean first = true;
    for (SqlNode operand : aggregate.getOperandList()) {
      if (!first) {
        writer.sep(",");
      }
      first = false;
      operand.unparse(writer, 0, 0);
    }
    if (aggregate.getKind() == SqlKind.LISTAGG && aggregate.operandCount() == 1) {
      writer.sep(",");
      writer.literal("','");
    }
    writer.keyword("ORDER BY");
    keys.unparse(writer, 0, 0);
    writer.endFunCall(frame);
  }
}
