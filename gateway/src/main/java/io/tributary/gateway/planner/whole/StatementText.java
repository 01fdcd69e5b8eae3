package io.tributary.gateway.planner.whole;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.NativeQuery;
import io.tributary.gateway.planner.scope.TableAliases;
import io.tributary.gateway.planner.whole.StatementTree.Column;
import io.tributary.gateway.planner.whole.StatementTree.NativeCall;
import io.tributary.gateway.planner.whole.StatementTree.Parameter;
import io.tributary.gateway.planner.whole.StatementTree.Place;
import io.tributary.gateway.planner.whole.StatementTree.Table;
import io.tributary.v1.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A statement's text, in which names and parameters give way to others. Whatever else stands in it
/// stays as it was written.
final class StatementText {

  private record Replacement(int end, String text) {}

  private final String sql;
  private final byte[] bytes;
  private final SortedMap<Integer, Replacement> replacements = new TreeMap<>();

  StatementText(String sql) {
    this.sql = sql;
    this.bytes = sql.getBytes(StandardCharsets.UTF_8);
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /// A name that the statement does not use for anything.
  String unusedName(String preferred) {
    String words = sql.toLowerCase(Locale.ROOT);
    String name = preferred;
    while (words.contains(name)) {
      name = name + "_";
    }
    return name;
  }

  /// A view in a table's place, under a name that columns may be qualified with.
  void replaceTable(Table table, String view, Optional<String> alias) {
    int start = table.place().start();
    String called = table.hasAlias() ? "" : " AS " + quoted(alias.orElseGet(table.name()::getLast));
    replacements.put(start, new Replacement(endOfName(start, table.name().size()), view + called));
  }

  /// A view in the place of a query in a source's own SQL.
  void replaceCall(NativeCall call, String view) {
    String alias = call.hasAlias() ? "" : " AS " + quoted(NativeQuery.FUNCTION);
    replacements.put(call.start(), new Replacement(endOfCall(call), view + alias));
  }

  private int endOfCall(NativeCall call) {
    int open =
        parentheses(endOfPart(call.start()), call.first().start())
            + parentheses(end(call.first()), call.last().start());
    int at = end(call.last());
    for (; open > 0; open--) {
      at = endOfBlanks(at);
      if (at >= bytes.length || bytes[at] != ')') {
        throw noComment();
      }
      at++;
    }
    return at;
  }

  private static int end(Place place) {
    return place.start() + place.length();
  }

  /// How many are open behind what stands around a call's arguments.
  private int parentheses(int from, int to) {
    int open = 0;
    for (int at = from; at < to; at++) {
      switch (bytes[at]) {
        case '(' -> open++;
        case ')' -> open--;
        default -> {
          if (bytes[at] != ',' && !Character.isWhitespace(bytes[at])) {
            throw noComment();
          }
        }
      }
    }
    return open;
  }

  private static GatewayException noComment() {
    return Complaints.refused("there is no room for comments in " + NativeQuery.FUNCTION);
  }

  /// Columns by what their tables are called in the text that is made.
  void qualifyColumns(List<Column> columns, TableAliases aliases) {
    for (Column column : columns) {
      aliases
          .qualifier(column.name())
          .ifPresent(qualifier -> {
            int start = column.place().start();
            int end = endOfName(start, qualifier.parts());
            replacements.put(start, new Replacement(end, quoted(qualifier.table())));
          });
    }
  }

  /// @param values SQL in the place of each parameter, by its number
  void replaceParameters(List<Parameter> parameters, List<String> values) {
    long numbers = parameters.stream().map(Parameter::name).distinct().count();
    if (numbers != values.size()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "the SQL has %d parameters, but %d values were given".formatted(numbers, values.size()));
    }
    for (Parameter parameter : parameters) {
      int number = number(parameter.name());
      if (number < 1 || number > values.size()) {
        throw Complaints.refused("parameters have no names: write ? or $1");
      }
      Place place = parameter.place();
      replacements.put(
          place.start(), new Replacement(place.start() + place.length(), values.get(number - 1)));
    }
  }

  private static int number(String name) {
    return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
  }

  static List<String> literals(List<Value> values) {
    return values.stream().map(StatementText::literal).toList();
  }

  private static String literal(Value value) {
    return switch (value.getKindCase()) {
      case NULL_VALUE, KIND_NOT_SET -> "NULL";
      case BOOLEAN_VALUE -> Boolean.toString(value.getBooleanValue());
      case INTEGER_VALUE -> "(%d)".formatted(value.getIntegerValue());
      case DOUBLE_VALUE -> cast(Double.toString(value.getDoubleValue()), "DOUBLE");
      case STRING_VALUE -> cast(value.getStringValue(), "VARCHAR");
      case BYTES_VALUE ->
          "from_hex('%s')".formatted(HexFormat.of().formatHex(value.getBytesValue().toByteArray()));
      case DECIMAL_VALUE ->
          "(%s)".formatted(new java.math.BigDecimal(value.getDecimalValue()).toPlainString());
      case DATE_VALUE -> cast(value.getDateValue(), "DATE");
      case TIME_VALUE -> cast(value.getTimeValue(), "TIME");
      case TIMESTAMP_VALUE -> cast(value.getTimestampValue(), "TIMESTAMP");
      case TIMESTAMP_TZ_VALUE -> cast(value.getTimestampTzValue(), "TIMESTAMPTZ");
      case UUID_VALUE -> cast(value.getUuidValue(), "UUID");
    };
  }

  private static String cast(String text, String type) {
    return "CAST(%s AS %s)".formatted(literal(text), type);
  }

  /// Where a name of so many parts ends.
  private int endOfName(int start, int parts) {
    int at = start;
    for (int part = 0; part < parts; part++) {
      if (part > 0) {
        at = endOfBlanks(at);
        if (at >= bytes.length || bytes[at] != '.') {
          throw Complaints.refused("a name is not where DuckDB says");
        }
        at = endOfBlanks(at + 1);
      }
      at = endOfPart(at);
    }
    return at;
  }

  private int endOfPart(int start) {
    int at = start;
    if (at < bytes.length && bytes[at] == '"') {
      do {
        at++;
        while (at < bytes.length && bytes[at] != '"') {
          at++;
        }
        at++;
      } while (at < bytes.length && bytes[at] == '"');
      return at;
    }
    while (at < bytes.length && isPartOfName(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isPartOfName(byte b) {
    return b < 0 || b == '_' || b == '$' || Character.isLetterOrDigit(b);
  }

  private int endOfBlanks(int start) {
    int at = start;
    while (at < bytes.length && Character.isWhitespace(bytes[at])) {
      at++;
    }
    return at;
  }

  /// The text with everything replaced.
  @Override
  public String toString() {
    var text = new ByteArrayOutputStream();
    int at = 0;
    for (var replacement : replacements.entrySet()) {
      text.write(bytes, at, replacement.getKey() - at);
      text.writeBytes(replacement.getValue().text().getBytes(StandardCharsets.UTF_8));
      at = replacement.getValue().end();
    }
    text.write(bytes, at, bytes.length - at);
    return text.toString(StandardCharsets.UTF_8);
  }
}
