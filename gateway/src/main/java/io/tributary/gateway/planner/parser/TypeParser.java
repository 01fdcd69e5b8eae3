package io.tributary.gateway.planner.parser;

import io.tributary.gateway.planner.whole.Construct;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlMapTypeNameSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlRowTypeNameSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Types by DuckDB's names, casts to them, and values that begin with their type.
final class TypeParser {

  private static final Map<String, SqlTypeName> NAMES =
      Map.ofEntries(
          Map.entry("BOOLEAN", SqlTypeName.BOOLEAN),
          Map.entry("BOOL", SqlTypeName.BOOLEAN),
          Map.entry("LOGICAL", SqlTypeName.BOOLEAN),
          Map.entry("TINYINT", SqlTypeName.TINYINT),
          Map.entry("INT1", SqlTypeName.TINYINT),
          Map.entry("SMALLINT", SqlTypeName.SMALLINT),
          Map.entry("INT2", SqlTypeName.SMALLINT),
          Map.entry("SHORT", SqlTypeName.SMALLINT),
          Map.entry("INTEGER", SqlTypeName.INTEGER),
          Map.entry("INT", SqlTypeName.INTEGER),
          Map.entry("INT4", SqlTypeName.INTEGER),
          Map.entry("SIGNED", SqlTypeName.INTEGER),
          Map.entry("BIGINT", SqlTypeName.BIGINT),
          Map.entry("INT8", SqlTypeName.BIGINT),
          Map.entry("LONG", SqlTypeName.BIGINT),
          Map.entry("UTINYINT", SqlTypeName.UTINYINT),
          Map.entry("UINT8", SqlTypeName.UTINYINT),
          Map.entry("USMALLINT", SqlTypeName.USMALLINT),
          Map.entry("UINT16", SqlTypeName.USMALLINT),
          Map.entry("UINTEGER", SqlTypeName.UINTEGER),
          Map.entry("UINT32", SqlTypeName.UINTEGER),
          Map.entry("UBIGINT", SqlTypeName.UBIGINT),
          Map.entry("UINT64", SqlTypeName.UBIGINT),
          Map.entry("HUGEINT", SqlTypeName.DECIMAL),
          Map.entry("INT128", SqlTypeName.DECIMAL),
          Map.entry("REAL", SqlTypeName.REAL),
          Map.entry("FLOAT", SqlTypeName.REAL),
          Map.entry("FLOAT4", SqlTypeName.REAL),
          Map.entry("DOUBLE", SqlTypeName.DOUBLE),
          Map.entry("FLOAT8", SqlTypeName.DOUBLE),
          Map.entry("DECIMAL", SqlTypeName.DECIMAL),
          Map.entry("NUMERIC", SqlTypeName.DECIMAL),
          Map.entry("DEC", SqlTypeName.DECIMAL),
          Map.entry("VARCHAR", SqlTypeName.VARCHAR),
          Map.entry("TEXT", SqlTypeName.VARCHAR),
          Map.entry("STRING", SqlTypeName.VARCHAR),
          Map.entry("CHAR", SqlTypeName.VARCHAR),
          Map.entry("CHARACTER", SqlTypeName.VARCHAR),
          Map.entry("BPCHAR", SqlTypeName.VARCHAR),
          Map.entry("NVARCHAR", SqlTypeName.VARCHAR),
          Map.entry("JSON", SqlTypeName.VARCHAR),
          Map.entry("BLOB", SqlTypeName.VARBINARY),
          Map.entry("BYTEA", SqlTypeName.VARBINARY),
          Map.entry("BINARY", SqlTypeName.VARBINARY),
          Map.entry("VARBINARY", SqlTypeName.VARBINARY),
          Map.entry("DATE", SqlTypeName.DATE),
          Map.entry("TIME", SqlTypeName.TIME),
          Map.entry("TIMESTAMP", SqlTypeName.TIMESTAMP),
          Map.entry("DATETIME", SqlTypeName.TIMESTAMP),
          Map.entry("TIMESTAMPTZ", SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE),
          Map.entry("UUID", SqlTypeName.UUID),
          Map.entry("INTERVAL", SqlTypeName.INTERVAL_DAY));

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");
  private static final Pattern TIMESTAMP =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?)");

  private final Grammar grammar;

  TypeParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  // Casts

  /// The rest of `value::type`.
  SqlNode cast(SqlNode value) {
    Token type = tokens().peek();
    if (isInterval(type)) {
      tokens().next();
      return grammar.intervals.cast(value, type);
    }
    SqlDataTypeSpec spec = type();
    return Nodes.cast(value, spec, tokens().from(value));
  }

  /// The type and what it makes of a value.
  SqlNode castAs(SqlOperator operator, SqlNode value, Token start) {
    Token type = tokens().peek();
    if (isInterval(type)) {
      tokens().next();
      return grammar.intervals.cast(value, type);
    }
    SqlDataTypeSpec spec = type();
    return operator.createCall(tokens().from(start), value, spec);
  }

  private boolean isInterval(Token type) {
    return type.is("INTERVAL") && !tokens().peek(1).is("[");
  }

  // Types

  SqlDataTypeSpec type() {
    return tokens().nested(this::typeOfAnyDepth);
  }

  private SqlDataTypeSpec typeOfAnyDepth() {
    Token start = tokens().peek();
    SqlTypeNameSpec name = elementType();
    while (tokens().at("[") || tokens().at("ARRAY")) {
      boolean bracket = tokens().next().is("[") || tokens().take("[");
      if (bracket) {
        if (tokens().peek().kind() == Token.Kind.NUMBER) {
          throw tokens()
              .notTakenApart(
                  Construct.FIXED_SIZE_ARRAY,
                  "arrays of a fixed size are not supported: write a list, such as INTEGER[]",
                  tokens().peek());
        }
        tokens().expect("]");
      }
      name = new SqlCollectionTypeNameSpec(name, SqlTypeName.ARRAY, tokens().from(start));
    }
    return new SqlDataTypeSpec(name, tokens().from(start));
  }

  private SqlTypeNameSpec elementType() {
    Token start = tokens().peek();
    if (start.kind() != Token.Kind.WORD && start.kind() != Token.Kind.QUOTED_NAME) {
      throw tokens().expected("a type");
    }
    String name = start.text().toUpperCase(java.util.Locale.ROOT);
    return switch (name) {
      case "STRUCT", "ROW" -> struct();
      case "MAP" -> map();
      default -> scalar(name);
    };
  }

  private SqlTypeNameSpec struct() {
    Token start = tokens().next();
    tokens().expect("(");
    List<SqlIdentifier> names = new ArrayList<>();
    List<SqlDataTypeSpec> types = new ArrayList<>();
    do {
      Token name = tokens().next();
      if (!PrimaryParser.isFieldName(name)) {
        throw tokens().error("expected a field's name", name);
      }
      names.add(new SqlIdentifier(name.text(), tokens().span(name)));
      types.add(type().withNullable(true));
    } while (tokens().take(","));
    tokens().expect(")");
    return new SqlRowTypeNameSpec(tokens().from(start), names, types);
  }

  private SqlTypeNameSpec map() {
    Token start = tokens().next();
    tokens().expect("(");
    SqlDataTypeSpec key = type();
    tokens().expect(",");
    SqlDataTypeSpec value = type().withNullable(true);
    tokens().expect(")");
    return new SqlMapTypeNameSpec(key, value, tokens().from(start));
  }

  private SqlTypeNameSpec scalar(String name) {
    Token start = tokens().next();
    SqlTypeName type = NAMES.get(name);
    if (type == null || type == SqlTypeName.INTERVAL_DAY) {
      throw tokens()
          .refused(
              "there is no type %s here: write one such as INTEGER, BIGINT, DOUBLE, DECIMAL(18,3),"
                      .formatted(start.text())
                  + " VARCHAR, DATE, TIMESTAMP or TIMESTAMPTZ",
              start);
    }
    if (type == SqlTypeName.DOUBLE) {
      tokens().take("PRECISION");
    } else if (name.equals("CHAR") || name.equals("CHARACTER")) {
      tokens().take("VARYING");
    }
    List<Integer> sizes = sizes();
    SqlTypeName zoned = withZone(type, start);
    SqlParserPos position = tokens().from(start);
    return switch (zoned) {
      case DECIMAL ->
          name.endsWith("INT") || name.equals("INT128")
              ? decimalName(38, 0, position)
              : decimalName(
                  sizes.isEmpty() ? 18 : sizes.getFirst(),
                  sizes.isEmpty() ? 3 : sizes.size() > 1 ? sizes.get(1) : 0,
                  position);
      case TIMESTAMP -> timestamp(sizes, start);
      // Lengths of texts mean nothing to DuckDB.
      default -> new SqlBasicTypeNameSpec(zoned, position);
    };
  }

  /// DuckDB has types of their own for seconds, milliseconds and nanoseconds.
  private SqlTypeNameSpec timestamp(List<Integer> sizes, Token start) {
    if (!sizes.isEmpty() && (sizes.getFirst() < 4 || sizes.getFirst() > 6)) {
      throw tokens()
          .refused(
              "TIMESTAMP(%d) is not a timestamp of microseconds: write TIMESTAMP"
                  .formatted(sizes.getFirst()),
              start);
    }
    return new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP, tokens().from(start));
  }

  private SqlTypeName withZone(SqlTypeName type, Token start) {
    if (type != SqlTypeName.TIME && type != SqlTypeName.TIMESTAMP) {
      return type;
    }
    if (tokens().at("WITHOUT", "TIME")) {
      tokens().take("WITHOUT", "TIME");
      tokens().expect("ZONE");
      return type;
    }
    if (!tokens().take("WITH", "TIME")
        && !(tokens().take("WITH", "LOCAL") && tokens().take("TIME"))) {
      return type;
    }
    tokens().expect("ZONE");
    if (type == SqlTypeName.TIME) {
      throw tokens().refused("TIME WITH TIME ZONE is not supported: write TIMESTAMPTZ", start);
    }
    return SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
  }

  /// What stands in parentheses after a type's name.
  private List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    if (tokens().take("(")) {
      do {
        Token size = tokens().next();
        if (size.kind() != Token.Kind.NUMBER || !size.text().matches("\\d{1,9}")) {
          throw tokens().error("expected a whole number", size);
        }
        sizes.add(Integer.valueOf(size.text()));
      } while (tokens().take(","));
      tokens().expect(")");
    }
    return sizes;
  }

  static SqlDataTypeSpec decimal(int precision, int scale, SqlParserPos position) {
    return new SqlDataTypeSpec(decimalName(precision, scale, position), position);
  }

  private static SqlTypeNameSpec decimalName(int precision, int scale, SqlParserPos position) {
    return new SqlBasicTypeNameSpec(SqlTypeName.DECIMAL, precision, scale, position);
  }

  // Values that begin with their type

  /// `DATE '2024-01-01'` and the like, if one begins here.
  @Nullable SqlNode typedLiteral() {
    Token start = tokens().peek();
    if (!NAMES.containsKey(start.key())
        || tokens().peek(wordsOfType(start)).kind() != Token.Kind.STRING) {
      return null;
    }
    SqlDataTypeSpec type = type();
    Token text = tokens().next();
    SqlParserPos position = tokens().from(start);
    String normal =
        type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec
            ? normalised(NAMES.get(start.key()), text.text())
            : null;
    boolean zoned =
        type.getTypeName().getSimple().equals(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE.getName());
    return normal == null || zoned
        ? SqlStdOperatorTable.CAST.createCall(
            position, SqlLiteral.createCharString(text.text(), tokens().span(text)), type)
        : SqlLiteral.createUnknown(type.getTypeName().getSimple(), normal, position);
  }

  private int wordsOfType(Token type) {
    int at = 1;
    if (tokens().peek(at).is("(")) {
      at += tokens().peek(at + 2).is(",") ? 5 : 3;
    }
    if (tokens().peek(at).is("WITH") || tokens().peek(at).is("WITHOUT")) {
      at += tokens().peek(at + 1).is("LOCAL") ? 4 : 3;
    }
    boolean two = tokens().peek(at).is("PRECISION") || tokens().peek(at).is("VARYING");
    return two && !type.is("TIME") ? at + 1 : at;
  }

  /// The text of a date or time as Calcite reads it; null where only DuckDB knows what it means.
  private static @Nullable String normalised(@Nullable SqlTypeName type, String text) {
    try {
      if (type == SqlTypeName.DATE && isDate(text)) {
        return text;
      }
      if (type == SqlTypeName.TIME && TIME.matcher(text).matches()) {
        LocalTime.parse(text);
        return text;
      }
      if (type == SqlTypeName.TIMESTAMP) {
        Matcher parts = TIMESTAMP.matcher(text);
        if (parts.matches() && isDate(parts.group(1))) {
          LocalTime.parse(parts.group(2));
          return parts.group(1) + " " + parts.group(2);
        }
        return isDate(text) ? text + " 00:00:00" : null;
      }
      return null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isDate(String text) {
    return DATE.matcher(text).matches() && LocalDate.parse(text).getYear() > 0;
  }
}
