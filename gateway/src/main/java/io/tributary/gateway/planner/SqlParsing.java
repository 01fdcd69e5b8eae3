package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.function.KeywordFunctions;
import java.util.Locale;
import java.util.Set;
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

  private static final Set<String> BEGINNINGS = Set.of("", "SELECT", "WITH", "VALUES", "TABLE");

  private SqlParsing() {}

  /// Parses one query; a final semicolon is fine.
  static SqlNode parseQuery(String sql) {
    SqlText text = SqlText.of(sql);
    SqlNode statement;
    try {
      statement = SqlParser.create(KeywordFunctions.disguise(text.sql()), CONFIG).parseStmt();
    } catch (SqlParseException e) {
      throw syntaxError(e, text);
    }
    if (!statement.isA(SqlKind.QUERY)) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "%s statements are not supported: write a query (SELECT, WITH or VALUES)"
              .formatted(text.firstWord()),
          position(statement.getParserPosition()));
    }
    InfixCasts.refuseMisread(statement, text);
    RowLimits.refuseOthersThanCounts(statement);
    return statement;
  }

  static SqlPosition position(SqlParserPos position) {
    return new SqlPosition(
        Math.max(1, position.getLineNum()), Math.max(1, position.getColumnNum()));
  }

  private static GatewayException syntaxError(SqlParseException e, SqlText text) {
    if (e.getCause() instanceof StackOverflowError) {
      return Planner.nestedTooDeeply();
    }
    if (!BEGINNINGS.contains(text.firstWord())) {
      return noQuery(text.firstWord());
    }
    String message = KeywordFunctions.reveal(firstLine(String.valueOf(e.getMessage())));
    int expectation = message.indexOf("Was expecting");
    if (expectation > 0) {
      message = message.substring(0, expectation).strip();
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

  private static GatewayException noQuery(String word) {
    return new GatewayException(
        ErrorCode.SYNTAX_ERROR,
        "%s does not begin a query: write SELECT, WITH or VALUES".formatted(word),
        new SqlPosition(1, 1));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("the SQL cannot be parsed").strip();
  }
}
