package io.tributary.connector;

import io.tributary.connector.ConnectorDescriptor.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Reads a source's settings and gathers everything that is wrong with them, so that one message
/// tells it all. Values of secret settings never appear in it.
public final class SourceProperties {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

  private final SourceConfiguration configuration;
  private final ConnectorDescriptor descriptor;
  private final List<String> problems = new ArrayList<>();

  /// @param descriptor the keys that there are
  public SourceProperties(SourceConfiguration configuration, ConnectorDescriptor descriptor) {
    this.configuration = configuration;
    this.descriptor = descriptor;
    TreeSet<String> keys = new TreeSet<>(configuration.properties().keySet());
    for (String key : keys) {
      if (descriptor.properties().stream().noneMatch(property -> property.key().equals(key))) {
        problems.add("%s is not known; did you mean %s?".formatted(key, nearestKey(key)));
      }
    }
    for (Property property : descriptor.properties()) {
      if (property.required() && text(property.key()).isEmpty()) {
        problems.add(property.key() + " is missing");
      }
    }
  }

  /// The value of a key, or empty where there is none or only blanks.
  public Optional<String> text(String key) {
    return Optional.ofNullable(configuration.properties().get(key))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /// A whole number within bounds.
  public int integer(String key, int byDefault, int least, int most) {
    return parsed(
        key,
        byDefault,
        "a whole number from %d to %d".formatted(least, most),
        value -> {
          int number = Integer.parseInt(value);
          if (number < least || number > most) {
            throw new NumberFormatException("out of bounds");
          }
          return number;
        });
  }

  /// A time such as `500ms`, `10s` or `2m`, more than nothing.
  public Duration duration(String key, Duration byDefault) {
    return parsed(key, byDefault, "a time such as 500ms, 10s or 2m", SourceProperties::duration);
  }

  /// `true` or `false`, the latter where there is no value.
  public boolean truth(String key) {
    return parsed(
        key,
        false,
        "true or false",
        value ->
            switch (value) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("no truth");
            });
  }

  /// Adds something that is wrong.
  public void problem(String text) {
    problems.add(text);
  }

  /// @throws ConnectorException SOURCE_MISCONFIGURED with everything that is wrong
  public void throwIfWrong() {
    if (!problems.isEmpty()) {
      throw new ConnectorException(
          ErrorCode.SOURCE_MISCONFIGURED,
          "source %s is configured wrongly: %s"
              .formatted(configuration.name(), String.join("; ", problems)));
    }
  }

  private <T> T parsed(String key, T byDefault, String expected, Function<String, T> parser) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return byDefault;
    }
    try {
      return parser.apply(value.get());
    } catch (IllegalArgumentException e) {
      problems.add("%s must be %s, not %s".formatted(key, expected, shown(key, value.get())));
      return byDefault;
    }
  }

  private static Duration duration(String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      throw new IllegalArgumentException("no duration");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }

  private String shown(String key, String value) {
    boolean secret =
        descriptor.properties().stream()
            .anyMatch(property -> property.key().equals(key) && property.secret());
    return secret ? "***" : "'" + value + "'";
  }

  private String nearestKey(String key) {
    return descriptor.properties().stream()
        .map(Property::key)
        .min(
            Comparator.comparing(
                known -> LevenshteinDistance.getDefaultInstance().apply(key, known)))
        .orElseThrow();
  }
}
