package io.tributary.gateway.planner.whole;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// DuckDB's complaints about a statement as the gateway's.
final class Complaints {

  private static final Pattern COMPLAINT = Pattern.compile("([A-Z][A-Za-z ]*) Error: (.*)");

  /// DuckDB first asks for the values of a PIVOT that does not name them, in a statement of its
  /// own.
  private static final String SEVERAL_STATEMENTS = "Only SELECT statements can be serialized";

  private Complaints() {}

  static GatewayException of(SQLException e) {
    return new GatewayException(code(first(e.getMessage())), words(first(e.getMessage())), e);
  }

  /// Of text that DuckDB's parser does not take, or takes for more than a query.
  static GatewayException ofText(String message) {
    if (message.startsWith(SEVERAL_STATEMENTS)) {
      return refused(
          "PIVOT without IN (…) is not supported: write PIVOT t ON column IN ('a', 'b') USING"
              + " sum(x)");
    }
    return new GatewayException(ErrorCode.SYNTAX_ERROR, words(first(message)));
  }

  static GatewayException refused(String message) {
    return new GatewayException(ErrorCode.NOT_SUPPORTED, message);
  }

  /// What stands after it shows the statement as DuckDB got it.
  private static String first(@Nullable String message) {
    return String.valueOf(message).lines().findFirst().orElse("");
  }

  private static String words(String complaint) {
    Matcher matcher = COMPLAINT.matcher(complaint);
    return matcher.matches() ? matcher.group(2) : complaint;
  }

  private static ErrorCode code(String complaint) {
    Matcher matcher = COMPLAINT.matcher(complaint);
    if (!matcher.matches()) {
      return ErrorCode.TYPE_MISMATCH;
    }
    String words = matcher.group(2);
    return switch (matcher.group(1)) {
      case "Parser" -> ErrorCode.SYNTAX_ERROR;
      case "Not implemented" -> ErrorCode.NOT_SUPPORTED;
      case "Catalog" ->
          words.contains("Function") ? ErrorCode.FUNCTION_NOT_FOUND : ErrorCode.TYPE_MISMATCH;
      case "Binder" ->
          words.startsWith("Referenced table")
              ? ErrorCode.TABLE_NOT_FOUND
              : words.startsWith("Referenced column")
                  ? ErrorCode.COLUMN_NOT_FOUND
                  : ErrorCode.TYPE_MISMATCH;
      default -> ErrorCode.TYPE_MISMATCH;
    };
  }
}
