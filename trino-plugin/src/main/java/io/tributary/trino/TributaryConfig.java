package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.CONFIGURATION_INVALID;
import static java.util.Comparator.comparingInt;

import io.trino.spi.TrinoException;
import java.net.URI;
import java.net.URISyntaxException;
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

/// A catalog file.
///
/// @param uri where the gateway listens, with scheme `grpc` or `grpc+tls`, host and port
/// @param source the source that the catalog shows; all of them when empty, and then a schema is
///   called `source.schema`
/// @param organization in whose name the gateway is asked; its default when empty
/// @param token what the gateway knows the catalog by
/// @param requestTimeout limit of a metadata or planning call; reading rows has none
/// @param dynamicFilterWait how long a read waits for what the other side of a join needs
record TributaryConfig(
    URI uri,
    Optional<String> source,
    Optional<String> organization,
    Optional<String> token,
    Duration requestTimeout,
    Duration dynamicFilterWait) {

  static final String URI_KEY = "tributary.uri";
  static final String SOURCE_KEY = "tributary.source";
  static final String ORGANIZATION_KEY = "tributary.organization";
  static final String TOKEN_KEY = "tributary.token";
  static final String REQUEST_TIMEOUT_KEY = "tributary.request-timeout";
  static final String DYNAMIC_FILTER_WAIT_KEY = "tributary.dynamic-filter-wait";

  private static final List<String> KEYS =
      List.of(
          URI_KEY,
          SOURCE_KEY,
          ORGANIZATION_KEY,
          TOKEN_KEY,
          REQUEST_TIMEOUT_KEY,
          DYNAMIC_FILTER_WAIT_KEY);
  private static final String PLAINTEXT = "grpc";
  private static final String TLS = "grpc+tls";
  private static final String EXPECTED_URI = "expected grpc://HOST:PORT or grpc+tls://HOST:PORT";
  private static final int DEFAULT_PORT = 8815;
  private static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DEFAULT_DYNAMIC_FILTER_WAIT = Duration.ofSeconds(20);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");

  /// Reads a catalog file's properties.
  ///
  /// @throws TrinoException that names every problem there is
  static TributaryConfig parse(String catalogName, Map<String, String> properties) {
    List<String> problems = new ArrayList<>();
    Map<String, String> values = new TreeMap<>();
    new TreeMap<>(properties)
        .forEach((key, value) -> {
          if (!KEYS.contains(key)) {
            problems.add("%s is not known; did you mean %s?".formatted(key, nearest(key)));
          } else if (value.isBlank()) {
            problems.add("%s is empty".formatted(key));
          } else {
            values.put(key, value.strip());
          }
        });

    Optional<URI> uri = Optional.empty();
    if (values.containsKey(URI_KEY)) {
      uri = parseUri(values.get(URI_KEY), problems);
    } else if (!properties.containsKey(URI_KEY)) {
      problems.add("%s is missing; %s".formatted(URI_KEY, EXPECTED_URI));
    }
    Duration requestTimeout =
        duration(values, REQUEST_TIMEOUT_KEY, 1, problems).orElse(DEFAULT_REQUEST_TIMEOUT);
    Duration dynamicFilterWait =
        duration(values, DYNAMIC_FILTER_WAIT_KEY, 0, problems).orElse(DEFAULT_DYNAMIC_FILTER_WAIT);

    if (!problems.isEmpty() || uri.isEmpty()) {
      throw new TrinoException(
          CONFIGURATION_INVALID,
          "Catalog %s is misconfigured: %s".formatted(catalogName, String.join("; ", problems)));
    }
    return new TributaryConfig(
        uri.get(),
        Optional.ofNullable(values.get(SOURCE_KEY)),
        Optional.ofNullable(values.get(ORGANIZATION_KEY)),
        Optional.ofNullable(values.get(TOKEN_KEY)),
        requestTimeout,
        dynamicFilterWait);
  }

  boolean usesTls() {
    return uri.getScheme().equals(TLS);
  }

  @Override
  public String toString() {
    return "uri=%s source=%s organization=%s token=%s requestTimeout=%s dynamicFilterWait=%s"
        .formatted(
            uri,
            source.orElse("all"),
            organization.orElse("default"),
            token.isPresent() ? "***" : "none",
            requestTimeout,
            dynamicFilterWait);
  }

  private static Optional<URI> parseUri(String text, List<String> problems) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if ((scheme.equals(PLAINTEXT) || scheme.equals(TLS))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
          && uri.getQuery() == null) {
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        return Optional.of(new URI(scheme, null, uri.getHost(), port, null, null, null));
      }
    } catch (URISyntaxException _) {
      // Said below: what was expected tells more than where the parser stopped.
    }
    // A password may hide in what should have been an address: the value is not repeated.
    problems.add("%s is not an address of a gateway; %s".formatted(URI_KEY, EXPECTED_URI));
    return Optional.empty();
  }

  /// @param least in milliseconds
  private static Optional<Duration> duration(
      Map<String, String> values, String key, long least, List<String> problems) {
    String text = values.get(key);
    if (text == null) {
      return Optional.empty();
    }
    Optional<Duration> duration = duration(text).filter(found -> found.toMillis() >= least);
    if (duration.isEmpty()) {
      problems.add(
          "%s=%s is not a time; expected for instance 500ms, 30s or 2m".formatted(key, text));
    }
    return duration;
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

  private static String nearest(String unknown) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return KEYS.stream().min(comparingInt(known -> distance.apply(unknown, known))).orElseThrow();
  }
}
