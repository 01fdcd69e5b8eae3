package io.tributary.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A query template of the Transaction Processing Performance Council, as the library
/// `net.hydromatic:tpcds` brings it.
///
/// @param rules how each parameter is chosen, by its name in capitals, in the order of the template
/// @param statements the one or two queries, which hold parameters such as `[YEAR]` and `[MS.2]`
record TpcdsTemplate(Map<String, String> rules, List<String> statements) {

  private static final Pattern COMMENT = Pattern.compile("--.*");

  private static final Pattern RULE =
      Pattern.compile("(?im)^\\s*define\\s+(?<name>\\w+)\\s*=\\s*(?<rule>[^;]*);");

  /// A parameter, and which of its values if it has several.
  private static final Pattern PARAMETER =
      Pattern.compile("\\[(?<name>[A-Za-z_]+)(?:\\.(?<number>\\d+))?]");

  /// @param number 1 to 99
  static TpcdsTemplate read(int number) {
    String resource = "/query_templates/query%d.tpl".formatted(number);
    try (InputStream stream = TpcdsTemplate.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("TPC-DS has queries 1 to 99, not " + number);
      }
      return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TpcdsTemplate parse(String template) {
    String text = COMMENT.matcher(template).replaceAll("");
    Map<String, String> rules = new LinkedHashMap<>();
    RULE.matcher(text)
        .results()
        .forEach(rule -> rules.put(upper(rule.group("name")), rule.group("rule").strip()));
    List<String> statements =
        Stream.of(RULE.matcher(text).replaceAll("").split(";"))
            .map(String::strip)
            .filter(statement -> !statement.isEmpty())
            .toList();
    return new TpcdsTemplate(rules, statements);
  }

  /// A statement with values for its parameters.
  ///
  /// @param values of a parameter, by its name in capitals
  String statement(int index, Function<String, List<String>> values) {
    return substituted(statements.get(index), values);
  }

  static String substituted(String text, Function<String, List<String>> values) {
    return PARAMETER
        .matcher(text)
        .replaceAll(parameter -> {
          String number = parameter.group("number");
          int index = number == null ? 0 : Integer.parseInt(number) - 1;
          String value = values.apply(upper(parameter.group("name"))).get(index);
          return Matcher.quoteReplacement(value.replace("'", "''"));
        });
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
