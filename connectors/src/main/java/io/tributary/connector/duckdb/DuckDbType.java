package io.tributary.connector.duckdb;

import java.util.Set;
import java.util.function.UnaryOperator;

/// A type of DuckDB's, as DuckDB writes it, and what it is delivered as. Some types leave DuckDB as
/// others, which compare and compute differently: those are cast before, so that all that reads
/// them sees the same. What lies in structs, lists and maps is treated like what stands alone.
public final class DuckDbType {
  /// Leave DuckDB as numbers, bytes or times that are other values.
  private static final Set<String> LOST_IN_ARROW =
      Set.of("BIT", "ENUM", "UNION", "TIME WITH TIME ZONE", "BIGNUM", "VARIANT", "GEOMETRY");

  private final String written;
  private final UnaryOperator<String> conversion;
  private int position;

  private DuckDbType(String written, UnaryOperator<String> conversion) {
    this.written = written;
    this.conversion = conversion;
  }

  /// The type to deliver values of a table as; the same where it needs no cast.
  static String delivered(String type) {
    return converted(type, DuckDbType::deliveredName);
  }

  /// The type to send values of a result as, with which nobody computes any more; the same where it
  /// needs no cast.
  public static String sent(String type) {
    return converted(type, DuckDbType::sentName);
  }

  private static String converted(String type, UnaryOperator<String> conversion) {
    DuckDbType parser = new DuckDbType(type, conversion);
    String converted = parser.type();
    // What is not understood to its end is left as it is.
    return parser.position == type.length() ? converted : type;
  }

  private static String deliveredName(String name) {
    return switch (name) {
      case "HUGEINT", "UHUGEINT" -> "DECIMAL(38,0)";
      case "UUID", "JSON", "TIME_NS" -> "VARCHAR";
      default -> sentName(name);
    };
  }

  private static String sentName(String name) {
    return name.equals("UHUGEINT") || LOST_IN_ARROW.contains(name) ? "VARCHAR" : name;
  }

  private String type() {
    int start = position;
    while (position < written.length() && "(),[".indexOf(written.charAt(position)) < 0) {
      position++;
    }
    String name = written.substring(start, position);
    String plain =
        switch (name) {
          case "STRUCT" -> "STRUCT" + fields();
          case "MAP", "TUPLE" -> name + types();
          default -> {
            String parameters = parameters();
            String converted = conversion.apply(name);
            yield converted.equals(name) ? name + parameters : converted;
          }
        };
    return plain + suffixes();
  }

  private String fields() {
    StringBuilder fields = new StringBuilder();
    do {
      fields.append(written.charAt(position++));
      skipBlank(fields);
      fields.append(fieldName()).append(' ');
      position++;
      fields.append(type());
    } while (at(','));
    return fields.append(next()).toString();
  }

  private String types() {
    StringBuilder types = new StringBuilder();
    do {
      types.append(written.charAt(position++));
      skipBlank(types);
      types.append(type());
    } while (at(','));
    return types.append(next()).toString();
  }

  private String fieldName() {
    int start = position;
    if (at('"')) {
      skipQuoted('"');
    } else {
      while (position < written.length() && written.charAt(position) != ' ') {
        position++;
      }
    }
    return written.substring(start, position);
  }

  /// What stands in parentheses: precision and scale, the values of an enumeration.
  private String parameters() {
    int start = position;
    if (at('(')) {
      int depth = 0;
      do {
        switch (written.charAt(position)) {
          case '(' -> depth++;
          case ')' -> depth--;
          case '\'', '"' -> {
            skipQuoted(written.charAt(position));
            position--;
          }
          default -> {}
        }
        position++;
      } while (depth > 0 && position < written.length());
    }
    return written.substring(start, position);
  }

  /// Brackets of lists and arrays.
  private String suffixes() {
    int start = position;
    while (at('[')) {
      position = written.indexOf(']', position) + 1;
    }
    return written.substring(start, position);
  }

  private void skipQuoted(char quote) {
    do {
      position = written.indexOf(quote, position + 1) + 1;
      // A doubled quote stands for one within.
    } while (position > 0 && at(quote));
    if (position == 0) {
      position = written.length();
    }
  }

  private void skipBlank(StringBuilder into) {
    if (at(' ')) {
      into.append(' ');
      position++;
    }
  }

  private String next() {
    return at(')') ? String.valueOf(written.charAt(position++)) : "";
  }

  private boolean at(char expected) {
    return position < written.length() && written.charAt(position) == expected;
  }
}
