package io.tributary.server.config;

import com.google.common.net.HostAndPort;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Reads typed values and remembers what was wrong, so that one start shows all there is to repair.
///
/// Every key that was asked for is known; [#problems] adds those that nobody asked for.
final class PropertyReader {
  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");
  private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{ENV:([A-Za-z_][A-Za-z0-9_]*)}");

  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final Path folder;
  private final Set<String> known = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  /// @param folder what relative paths start from
  PropertyReader(Map<String, String> properties, Map<String, String> environment, Path folder) {
    this.properties = properties;
    this.environment = environment;
    this.folder = folder;
  }

  Optional<String> text(String key) {
    known.add(key);
    return Optional.ofNullable(properties.get(key))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .flatMap(value -> withEnvironment(key, value));
  }

  Optional<Secret> secret(String key) {
    return text(key).map(Secret::new);
  }

  Optional<Path> path(String key) {
    return parsed(key, "a path", this::parsePath);
  }

  Optional<HostAndPort> address(String key) {
    return parsed(
        key, "an address with a port, such as 127.0.0.1:8815", PropertyReader::parseAddress);
  }

  Optional<Duration> duration(String key) {
    return parsed(
        key,
        "a positive duration with its unit (ms, s, m, h, d), such as 10m",
        PropertyReader::parseDuration);
  }

  Optional<DataSize> size(String key) {
    return parsed(
        key,
        "a size with its unit (B, kB, MB, GB, TB), such as 2GB",
        text -> DataSize.parse(text).filter(size -> size.bytes() > 0));
  }

  /// `name=value` pairs, separated by commas.
  Map<String, String> pairs(String key) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text(key).map(all -> all.split(",", -1)).orElse(new String[0])) {
      String[] sides = pair.split("=", 2);
      if (sides.length < 2 || sides[0].isBlank() || sides[1].isBlank()) {
        problem(
            "%s must be pairs such as sales=sales_pg, hr=people, and not '%s'"
                .formatted(key, pair.strip()));
      } else {
        pairs.put(sides[0].strip(), sides[1].strip());
      }
    }
    return pairs;
  }

  Optional<Integer> positive(String key) {
    return parsed(key, "a whole number above 0", PropertyReader::parsePositive);
  }

  <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    Set<E> choices = EnumSet.allOf(type);
    String expected =
        choices.stream()
            .map(PropertyReader::spelling)
            .collect(Collectors.joining(", ", "one of ", ""));
    return parsed(
        key,
        expected,
        text -> choices.stream().filter(one -> spelling(one).equals(text)).findFirst());
  }

  /// Notes what is wrong beyond a single value.
  void problem(String problem) {
    problems.add(problem);
  }

  /// All that is wrong, unknown keys included.
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    for (String key : new TreeSet<>(properties.keySet())) {
      if (!known.contains(key)) {
        all.add(
            "%s is no key of this configuration; the nearest is %s".formatted(key, nearest(key)));
      }
    }
    return all;
  }

  private <T> Optional<T> parsed(String key, String expected, Function<String, Optional<T>> parse) {
    Optional<String> text = text(key);
    Optional<T> value = text.flatMap(parse);
    if (text.isPresent() && value.isEmpty()) {
      problems.add("%s is %s, but must be %s".formatted(key, text.get(), expected));
    }
    return value;
  }

  private Optional<String> withEnvironment(String key, String value) {
    Matcher variables = ENVIRONMENT.matcher(value);
    var expanded = new StringBuilder();
    while (variables.find()) {
      String content = environment.get(variables.group(1));
      if (content == null) {
        problems.add(
            "%s takes the environment variable %s, which is not set"
                .formatted(key, variables.group(1)));
        return Optional.empty();
      }
      variables.appendReplacement(expanded, Matcher.quoteReplacement(content));
    }
    return Optional.of(variables.appendTail(expanded).toString());
  }

  private String nearest(String key) {
    var distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance.apply(key, candidate)))
        .orElseThrow();
  }

  private Optional<Path> parsePath(String text) {
    try {
      return Optional.of(folder.resolve(text).normalize());
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Optional<HostAndPort> parseAddress(String text) {
    try {
      return Optional.of(HostAndPort.fromString(text)).filter(HostAndPort::hasPort);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> parseDuration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches() || parts.group(1).length() > 12) {
      return Optional.empty();
    }
    long count = Long.parseLong(parts.group(1));
    Duration duration =
        switch (parts.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    return Optional.of(duration).filter(Duration::isPositive);
  }

  private static Optional<Integer> parsePositive(String text) {
    try {
      return Optional.of(Integer.parseInt(text)).filter(number -> number > 0);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static String spelling(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
