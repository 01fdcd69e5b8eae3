package io.tributary.connector.trino;

import io.tributary.connector.jdbc.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a nested type, with `varchar` in the place of what Trino makes no JSON of but can
/// cast to that.
final class NestedType {
  private static final Set<String> WITHOUT_JSON =
      Set.of(
          "char",
          "time",
          "time with time zone",
          "timestamp with time zone",
          "uuid",
          "ipaddress",
          "interval day to second",
          "interval year to month");

  /// With a name that is quoted, or has no parentheses as types have.
  private static final Pattern NAMED =
      Pattern.compile("(?<name>\"(?:[^\"]|\"\")*\"|[^\" (]+) (?<type>.+)");

  private static final Set<String> NO_KEYS = Set.of("date", "timestamp");

  private boolean hasReplaced;

  private NestedType() {}

  /// The type to cast to.
  ///
  /// @param type as Trino shows it, such as `row("at" timestamp(3) with time zone)`; its driver
  ///   writes names of fields without quotes
  /// @return empty where Trino makes JSON of the type itself, or nothing can be done
  static Optional<String> withJson(String type) {
    NestedType replacing = new NestedType();
    String replaced = replacing.replaced(type, false);
    // A brace is a place for an operand in what forms are written in.
    return replacing.hasReplaced && !replaced.contains("{")
        ? Optional.of(replaced)
        : Optional.empty();
  }

  private String replaced(String type, boolean isKey) {
    int open = type.indexOf('(');
    String name = open < 0 ? type : type.substring(0, open);
    return switch (name) {
      case "array" -> "array(" + replaced(inner(type), false) + ")";
      case "map" -> {
        List<String> pair = parts(inner(type));
        yield "map(%s, %s)".formatted(replaced(pair.get(0), true), replaced(pair.get(1), false));
      }
      case "row" ->
          "row(%s)"
              .formatted(String.join(", ", parts(inner(type)).stream().map(this::field).toList()));
      default -> {
        String bare = withoutParameters(type);
        if (WITHOUT_JSON.contains(bare) || (isKey && NO_KEYS.contains(bare))) {
          hasReplaced = true;
          yield "varchar";
        }
        yield type;
      }
    };
  }

  /// A name and a type, or a type alone.
  private String field(String field) {
    Matcher named = NAMED.matcher(field);
    if (WITHOUT_JSON.contains(field) || !named.matches()) {
      return replaced(field, false);
    }
    String name = named.group("name");
    return "%s %s"
        .formatted(
            name.startsWith("\"") ? name : QuotedName.of(name),
            replaced(named.group("type"), false));
  }

  private static String inner(String type) {
    return type.substring(type.indexOf('(') + 1, type.lastIndexOf(')'));
  }

  private static String withoutParameters(String type) {
    return type.replaceAll("\\(.*\\)", "");
  }

  /// What commas separate that are in no parentheses and no quotes.
  private static List<String> parts(String list) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      } else if (c == ',' && !quoted && depth == 0) {
        parts.add(list.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(list.substring(start).strip());
    return parts;
  }
}
