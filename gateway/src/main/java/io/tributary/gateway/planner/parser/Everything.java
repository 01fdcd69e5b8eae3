package io.tributary.gateway.planner.parser;

import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// What stands for ALL in `GROUP BY ALL` and `ORDER BY ALL`.
public enum Everything {
  ALL;

  SqlNode at(SqlParserPos position) {
    return SqlLiteral.createSymbol(this, position);
  }

  public static boolean is(SqlNode node) {
    return node instanceof SqlLiteral literal && literal.getValue() == ALL;
  }
}
