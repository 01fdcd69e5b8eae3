package io.tributary.catalog.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts environment variables where values say `${ENV:NAME}`.
final class EnvironmentReferences {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?<kind>[a-zA-Z][a-zA-Z0-9_-]*):(?<name>[^}]*)}?");

  private final Map<String, String> environment;

  EnvironmentReferences(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Values with their references replaced.
  ///
  /// @param values by key
  /// @param variables the environment variables that they took, by name
  record Resolved(SortedMap<String, String> values, SortedMap<String, String> variables) {}

  /// @throws BrokenSourceException naming every reference that leads nowhere
  Resolved resolve(SortedMap<String, String> values) throws BrokenSourceException {
    List<String> problems = new ArrayList<>();
    SortedMap<String, String> variables = new TreeMap<>();
    SortedMap<String, String> resolved = new TreeMap<>();
    values.forEach((key, value) -> resolved.put(key, resolve(key, value, variables, problems)));
    BrokenSourceException.throwIfAny(problems);
    return new Resolved(resolved, variables);
  }

  private String resolve(
      String key, String value, Map<String, String> variables, List<String> problems) {
    Matcher reference = REFERENCE.matcher(value);
    StringBuilder result = new StringBuilder();
    while (reference.find()) {
      String name = reference.group("name");
      String content = environment.get(name);
      if (!reference.group("kind").equals("ENV") || !reference.group().endsWith("}")) {
        problems.add("%s: a reference is written ${ENV:NAME}".formatted(key));
      } else if (content == null) {
        problems.add("%s: environment variable %s is not set".formatted(key, name));
      } else {
        variables.put(name, content);
        reference.appendReplacement(result, Matcher.quoteReplacement(content));
      }
    }
    return reference.appendTail(result).toString();
  }
}
