package io.tributary.server.config;

import java.util.List;

/// The configuration is wrong. The message lists every problem, one a line, each with its key.
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public ConfigException(String where, List<String> problems) {
    super("%s:\n  - %s".formatted(where, String.join("\n  - ", problems)));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
