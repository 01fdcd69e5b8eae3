package io.tributary.gateway.fragment;

import io.tributary.gateway.metadata.NativeQuery;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A query in a source's own SQL, as a sub-query.
final class NativeRows extends SqlSpecialOperator {

  /// Above all others: no parentheses are put around those that it has.
  private static final int PRECEDENCE = 200;

  private final String sql;

  private NativeRows(String sql) {
    super("NATIVE QUERY", SqlKind.OTHER, PRECEDENCE);
    this.sql = sql;
  }

  /// The sub-query, with a name.
  ///
  /// @param sql that the source takes by itself, so that no parenthesis of it ends the sub-query
  static SqlNode of(String sql) {
    SqlParserPos nowhere = SqlParserPos.ZERO;
    return SqlStdOperatorTable.AS.createCall(
        nowhere,
        new NativeRows(sql).createCall(nowhere),
        new SqlIdentifier(NativeQuery.FUNCTION, nowhere));
  }

  /// The query may end in a comment.
  @Override
  public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
    writer.literal("(" + sql + "\n)");
  }
}
