package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.function.KeywordFunctions;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/// Text to syntax tree.
final class SqlParsing {

  /// Babel lets columns that are neither grouped nor aggregated pass, and then answers wrongly
  /// under ROLLUP; here they are errors.
  static final SqlConformance CONFORMANCE =
      new SqlDelegatingConformance(SqlConformanceEnum.BABEL) {
        @Override
        public boolean isNonStrictGroupBy() {
          return false;
        }
      };

  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withParserFactory(SqlBabelParserImpl.FACTORY)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(false)
          .withIdentifierMaxLength(1024)
          .withConformance(CONFORMANCE);

  private SqlParsing() {}

  /// Parses one query; a final semicolon is fine.
  static SqlNode parseQuery(String sql) {
    if (sql.isBlank()) {
      throw new GatewayException(ErrorCode.SYNTAX_ERROR, "the SQL is empty: write a query");
    }
    SqlNode statement;
    try {
      statement =
          SqlParser.create(KeywordFunctions.disguise(withoutFinalSemicolon(sql)), CONFIG)
              .parseStmt();
    } catch (SqlParseException e) {
      throw syntaxError(e);
    }
    if (!statement.isA(SqlKind.QUERY)) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "%s statements are not supported: write a query (SELECT, WITH or VALUES)"
              .formatted(statement.getKind().toString().replace('_', ' ')),
          position(statement.getParserPosition()));
    }
    return statement;
  }

  static SqlPosition position(SqlParserPos position) {
    return new SqlPosition(position.getLineNum(), position.getColumnNum());
  }

  private static String withoutFinalSemicolon(String sql) {
    String trimmed = sql.stripTrailing();
    return trimmed.endsWith(";") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
  }

  private static GatewayException syntaxError(SqlParseException e) {
    String message = KeywordFunctions.reveal(firstLine(String.valueOf(e.getMessage())));
    int expectation = message.indexOf("Was expecting");
    if (expectation > 0) {
      message = message.substring(0, expectation).strip();
    }
    if (message.startsWith("Non-query expression")) {
      message = "this is no query: write SELECT, WITH or VALUES";
    }
    message = message.replaceFirst(" at line \\d+, column \\d+\\.?$", "");
    var expected = new TreeSet<String>();
    if (e.getExpectedTokenNames() != null) {
      for (String token : e.getExpectedTokenNames()) {
        expected.add(token.replace("\"", "").toUpperCase(Locale.ROOT));
      }
    }
    if (!expected.isEmpty() && expected.size() <= 8) {
      message += "; expected " + String.join(" or ", expected);
    }
    SqlParserPos position = e.getPos();
    return position == null
        ? new GatewayException(ErrorCode.SYNTAX_ERROR, message)
        : new GatewayException(ErrorCode.SYNTAX_ERROR, message, position(position));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("the SQL cannot be parsed").strip();
  }
}
