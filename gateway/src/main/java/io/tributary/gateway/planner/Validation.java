package io.tributary.gateway.planner;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.NearestNames;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private static final Pattern TYPES = Pattern.compile("<([A-Z][^<>]*)>");

  /// Complaints about what only DuckDB does.
  private static final Map<Pattern, Construct> CONSTRUCTS =
      Map.of(
          Pattern.compile("Cast function cannot convert value of type .*(ARRAY|MAP|RecordType)"),
          Construct.NESTED_CAST,
          Pattern.compile("Aggregate expression is illegal in WHERE clause"),
          Construct.AGGREGATE_OF_OUTER_ROWS,
          Pattern.compile("Cannot apply 'ITEM' to arguments of type 'ITEM\\(<(VAR)?CHAR"),
          Construct.PART_OF_TEXT);

  private Validation() {}

  /// @param functions names of all that there are
  static GatewayException failure(
      CalciteContextException e, Collection<TableMetadata> tables, Collection<String> functions) {
    Throwable cause = e.getCause();
    String message =
        cause == null || cause.getMessage() == null ? e.getMessage() : cause.getMessage();
    var position = new SqlPosition(Math.max(1, e.getPosLine()), Math.max(1, e.getPosColumn()));
    return failure(String.valueOf(message), position, tables, functions);
  }

  static GatewayException failure(CalciteException e) {
    return new GatewayException(
        ErrorCode.TYPE_MISMATCH, oneLine(String.valueOf(e.getMessage())), e);
  }

  private static GatewayException failure(
      String message,
      SqlPosition position,
      Collection<TableMetadata> tables,
      Collection<String> functions) {
    for (var construct : CONSTRUCTS.entrySet()) {
      if (construct.getKey().matcher(message).find()) {
        return new NotTakenApart(construct.getValue(), words(message), position);
      }
    }
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
          ErrorCode.FUNCTION_NOT_FOUND, noFunction(function.group(1), functions), position);
    }
    return new GatewayException(ErrorCode.TYPE_MISMATCH, words(message), position);
  }

  /// @param signature such as `signature foo(<INTEGER>)`
  private static String noFunction(String signature, Collection<String> functions) {
    String call = signature.replaceFirst("^signature ", "");
    String name = call.replaceFirst("\\(.*", "");
    return functions.contains(name.toLowerCase(Locale.ROOT))
        ? "function %s takes no such arguments".formatted(words(call))
        : "function %s does not exist%s".formatted(name, NearestNames.suggestion(name, functions));
  }

  /// Types as DuckDB writes them, and one line.
  private static String words(String message) {
    return TYPES
        .matcher(oneLine(message))
        .replaceAll("$1")
        .replace(" CHARACTER SET \"UTF-8\"", "")
        .replace("CHARACTER", "VARCHAR");
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
