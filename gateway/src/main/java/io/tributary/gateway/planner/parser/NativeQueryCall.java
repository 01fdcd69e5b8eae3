package io.tributary.gateway.planner.parser;

import io.tributary.gateway.metadata.NativeQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `source_query('source', 'SELECT …')` in FROM: the rows of a query in a source's own SQL.
public final class NativeQueryCall {

  /// What to say where the arguments are others.
  static final String USAGE =
      NativeQuery.FUNCTION
          + " takes two texts in quotes, the name of a source and a query in the source's own SQL";

  private static final SqlSpecialOperator OPERATOR =
      new SqlSpecialOperator(NativeQuery.FUNCTION.toUpperCase(Locale.ROOT), SqlKind.OTHER);

  private NativeQueryCall() {}

  /// @return empty where the arguments are others than two texts
  static Optional<SqlNode> of(List<SqlNode> arguments, SqlParserPos position) {
    return arguments.size() == 2
            && arguments.stream().allMatch(SqlCharStringLiteral.class::isInstance)
        ? Optional.of(OPERATOR.createCall(position, arguments))
        : Optional.empty();
  }

  public static boolean is(SqlNode node) {
    return node instanceof SqlCall call && call.getOperator().equals(OPERATOR);
  }

  /// What a call asks for.
  public static NativeQuery query(SqlCall call) {
    return new NativeQuery(text(call.operand(0)), text(call.operand(1)));
  }

  private static String text(SqlCharStringLiteral literal) {
    return literal.getValueAs(String.class);
  }
}
