package io.tributary.gateway.planner;

import io.tributary.gateway.error.SqlPosition;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Places in the SQL as users are told of them.
final class SqlPositions {

  private SqlPositions() {}

  static SqlPosition of(SqlParserPos position) {
    return new SqlPosition(
        Math.max(1, position.getLineNum()), Math.max(1, position.getColumnNum()));
  }
}
