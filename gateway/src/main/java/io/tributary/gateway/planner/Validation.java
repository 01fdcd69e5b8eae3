package io.tributary.gateway.planner;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.NearestNames;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.metadata.TableMetadata;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.jspecify.annotations.Nullable;

/// Calcite's complaints as the gateway's: a code, a place, and words for users.
final class Validation {

  private static final Pattern NO_COLUMN =
      Pattern.compile("Column '([^']+)' not found in (?:any table|table '([^']+)')");

  /// A select list may use its own names, so a column that does not exist looks like one that is
  /// defined by itself.
  private static final Pattern ITS_OWN_COLUMN =
      Pattern.compile("The definition of column '([^']+)' depends on itself through .*: '\\1'$");

  private static final Pattern NO_TABLE = Pattern.compile("Table '([^']+)' not found");
  private static final Pattern NO_FUNCTION = Pattern.compile("No match found for function (.+)");

  private Validation() {}

  static GatewayException failure(CalciteContextException e, Collection<TableMetadata> tables) {
    Throwable cause = e.getCause();
    String message =
        cause == null || cause.getMessage() == null ? e.getMessage() : cause.getMessage();
    var position = new SqlPosition(Math.max(1, e.getPosLine()), Math.max(1, e.getPosColumn()));
    return failure(String.valueOf(message), position, tables);
  }

  static GatewayException failure(CalciteException e) {
    return new GatewayException(
        ErrorCode.TYPE_MISMATCH, oneLine(String.valueOf(e.getMessage())), e);
  }

  private static GatewayException failure(
      String message, SqlPosition position, Collection<TableMetadata> tables) {
    Matcher column = NO_COLUMN.matcher(message);
    if (column.find()) {
      return noColumn(column.group(1), column.group(2), position, tables);
    }
    Matcher itself = ITS_OWN_COLUMN.matcher(message);
    if (itself.find()) {
      return noColumn(itself.group(1), null, position, tables);
    }
    Matcher table = NO_TABLE.matcher(message);
    if (table.find()) {
      return new GatewayException(
          ErrorCode.TABLE_NOT_FOUND,
          "table or alias %s does not exist in this query".formatted(table.group(1)),
          position);
    }
    Matcher function = NO_FUNCTION.matcher(message);
    if (function.find()) {
      return new GatewayException(
          ErrorCode.FUNCTION_NOT_FOUND,
          "function %s does not exist".formatted(function.group(1)),
          position);
    }
    return new GatewayException(ErrorCode.TYPE_MISMATCH, oneLine(message), position);
  }

  private static GatewayException noColumn(
      String name, @Nullable String table, SqlPosition position, Collection<TableMetadata> tables) {
    List<String> known =
        tables.stream()
            .flatMap(described -> described.description().columns().stream())
            .map(ColumnDescription::name)
            .distinct()
            .toList();
    return new GatewayException(
        ErrorCode.COLUMN_NOT_FOUND,
        "column %s does not exist%s%s"
            .formatted(
                name, table == null ? "" : " in " + table, NearestNames.suggestion(name, known)),
        position);
  }

  private static String oneLine(String message) {
    return message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
  }
}
