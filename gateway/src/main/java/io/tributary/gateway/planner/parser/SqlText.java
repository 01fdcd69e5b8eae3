package io.tributary.gateway.planner.parser;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import java.util.Arrays;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A statement's text and the places in it.
final class SqlText {

  private final String sql;
  private final int[] lineStarts;

  SqlText(String sql) {
    this.sql = sql;
    int[] starts = new int[(int) sql.chars().filter(c -> c == '\n').count() + 1];
    int line = 1;
    for (int i = sql.indexOf('\n'); i >= 0; i = sql.indexOf('\n', i + 1)) {
      starts[line++] = i + 1;
    }
    lineStarts = starts;
  }

  String sql() {
    return sql;
  }

  SqlPosition position(int offset) {
    int line = line(offset);
    return new SqlPosition(line + 1, offset - lineStarts[line] + 1);
  }

  /// @param end the offset after the last character
  SqlParserPos span(int start, int end) {
    int first = line(start);
    int lastOffset = Math.max(start, end - 1);
    int last = line(lastOffset);
    return new SqlParserPos(
        first + 1, start - lineStarts[first] + 1, last + 1, lastOffset - lineStarts[last] + 1);
  }

  GatewayException error(ErrorCode code, String message, int offset) {
    return new GatewayException(code, message, position(offset));
  }

  private int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found : -found - 2;
  }
}
