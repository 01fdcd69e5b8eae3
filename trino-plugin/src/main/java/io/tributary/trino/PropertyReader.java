package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.CONFIGURATION_INVALID;
import static java.util.Comparator.comparingInt;

import io.trino.spi.TrinoException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Properties as they are read. What is wrong with them is remembered, so that it is told at once.
final class PropertyReader {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");

  private final Map<String, String> values = new TreeMap<>();
  private final Map<String, String> properties;
  private final List<String> problems = new ArrayList<>();

  /// @param known all keys that there may be
  PropertyReader(Map<String, String> properties, List<String> known) {
    this.properties = Map.copyOf(properties);
    new TreeMap<>(properties)
        .forEach((key, value) -> {
          if (!known.contains(key)) {
            problems.add("%s is not known; did you mean %s?".formatted(key, nearest(key, known)));
          } else if (value.isBlank()) {
            problems.add("%s is empty".formatted(key));
          } else {
            values.put(key, value.strip());
          }
        });
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /// Whether the key was given, be it without a value.
  boolean has(String key) {
    return properties.containsKey(key);
  }

  /// An address of one of these schemes, with host and perhaps port and nothing else.
  ///
  /// @param expected what it looks like
  Optional<URI> address(String key, List<String> schemes, String expected) {
    Optional<String> text = text(key);
    Optional<URI> address = text.flatMap(found -> address(found, schemes));
    if (text.isPresent() && address.isEmpty()) {
      // A password may hide in what should have been an address: the value is not repeated.
      problem("%s is not such an address; %s".formatted(key, expected));
    }
    return address;
  }

  private static Optional<URI> address(String text, List<String> schemes) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (schemes.contains(scheme)
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
          && uri.getQuery() == null) {
        return Optional.of(new URI(scheme, null, uri.getHost(), uri.getPort(), null, null, null));
      }
    } catch (URISyntaxException _) {
      // Its caller says what was expected, which tells more than where the parser stopped.
    }
    return Optional.empty();
  }

  /// @param least in milliseconds
  Optional<Duration> duration(String key, long least) {
    Optional<String> text = text(key);
    Optional<Duration> duration =
        text.flatMap(PropertyReader::duration).filter(found -> found.toMillis() >= least);
    if (text.isPresent() && duration.isEmpty()) {
      problem(
          "%s=%s is not a time; expected for instance 500ms, 30s or 2m".formatted(key, text.get()));
    }
    return duration;
  }

  /// A file that there is.
  Optional<Path> file(String key) {
    Optional<Path> file = text(key).map(Path::of);
    file.filter(path -> !Files.isReadable(path))
        .ifPresent(path -> problem("%s=%s is no file that can be read".formatted(key, path)));
    return file;
  }

  /// `true` or `false`, which it is where it is not given.
  boolean truth(String key) {
    Optional<String> text = text(key);
    if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
      problem("%s=%s is neither true nor false".formatted(key, text.get()));
    }
    return text.equals(Optional.of("true"));
  }

  void problem(String problem) {
    problems.add(problem);
  }

  /// @param whose what the properties are of, such as `Catalog sales`
  /// @throws TrinoException that names every problem there is
  void refuseProblems(String whose) {
    if (!problems.isEmpty()) {
      throw new TrinoException(
          CONFIGURATION_INVALID,
          "%s is misconfigured: %s".formatted(whose, String.join("; ", problems)));
    }
  }

  /// A time as `500ms`, `30s`, `2m` or `1h`; empty if it is none.
  static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        });
  }

  private static String nearest(String unknown, List<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream().min(comparingInt(key -> distance.apply(unknown, key))).orElseThrow();
  }
}
