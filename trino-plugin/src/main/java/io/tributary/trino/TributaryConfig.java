package io.tributary.trino;

import io.trino.spi.TrinoException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A catalog file.
///
/// @param uri where the gateway listens, with scheme `grpc` or `grpc+tls`, host and port
/// @param source the source that the catalog shows; all of them when empty, and then a schema is
///   called `source.schema`
/// @param organization in whose name the gateway is asked; its default when empty
/// @param token what the gateway knows the catalog by
/// @param forwardsUser whether the gateway is told which user of Trino reads or writes
/// @param tls how it is reached with scheme `grpc+tls`
/// @param requestTimeout limit of a metadata or planning call; reading rows has none
/// @param dynamicFilterWait how long a read waits for what the other side of a join needs
record TributaryConfig(
    URI uri,
    Optional<String> source,
    Optional<String> organization,
    Optional<String> token,
    boolean forwardsUser,
    TributaryTls tls,
    Duration requestTimeout,
    Duration dynamicFilterWait) {

  static final String URI_KEY = "tributary.uri";
  static final String SOURCE_KEY = "tributary.source";
  static final String ORGANIZATION_KEY = "tributary.organization";
  static final String TOKEN_KEY = "tributary.token";
  static final String FORWARD_USER_KEY = "tributary.forward-user";
  static final String REQUEST_TIMEOUT_KEY = "tributary.request-timeout";
  static final String DYNAMIC_FILTER_WAIT_KEY = "tributary.dynamic-filter-wait";

  /// What says how a catalog reaches the gateway, and how it reads there, whatever it shows.
  static final List<String> GATEWAY_KEYS =
      List.of(
          URI_KEY,
          ORGANIZATION_KEY,
          TOKEN_KEY,
          FORWARD_USER_KEY,
          TributaryTls.TRUSTED_CERTIFICATES_KEY,
          TributaryTls.CERTIFICATE_KEY,
          TributaryTls.PRIVATE_KEY_KEY,
          REQUEST_TIMEOUT_KEY,
          DYNAMIC_FILTER_WAIT_KEY);

  private static final List<String> KEYS =
      Stream.concat(GATEWAY_KEYS.stream(), Stream.of(SOURCE_KEY)).toList();
  private static final String PLAINTEXT = "grpc";
  private static final String TLS = "grpc+tls";
  private static final String EXPECTED_URI = "expected grpc://HOST:PORT or grpc+tls://HOST:PORT";
  private static final int DEFAULT_PORT = 8815;
  private static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DEFAULT_DYNAMIC_FILTER_WAIT = Duration.ofSeconds(20);

  /// Reads a catalog file's properties.
  ///
  /// @throws TrinoException that names every problem there is
  static TributaryConfig parse(String catalogName, Map<String, String> properties) {
    PropertyReader reader = new PropertyReader(properties, KEYS);
    Optional<TributaryConfig> config = read(reader);
    reader.refuseProblems("Catalog " + catalogName);
    return config.orElseThrow();
  }

  /// Reads properties that other ones may be among.
  ///
  /// @return empty if there is no address, which `reader` remembers as a problem
  static Optional<TributaryConfig> read(PropertyReader reader) {
    Optional<URI> uri = reader.address(URI_KEY, List.of(PLAINTEXT, TLS), EXPECTED_URI);
    if (!reader.has(URI_KEY)) {
      reader.problem("%s is missing; %s".formatted(URI_KEY, EXPECTED_URI));
    }
    TributaryTls tls =
        TributaryTls.read(
            reader, uri.filter(address -> address.getScheme().equals(TLS)).isPresent());
    boolean forwardsUser = reader.truth(FORWARD_USER_KEY);
    Duration requestTimeout =
        reader.duration(REQUEST_TIMEOUT_KEY, 1).orElse(DEFAULT_REQUEST_TIMEOUT);
    Duration dynamicFilterWait =
        reader.duration(DYNAMIC_FILTER_WAIT_KEY, 0).orElse(DEFAULT_DYNAMIC_FILTER_WAIT);
    return uri.map(address ->
        new TributaryConfig(
            withPort(address),
            reader.text(SOURCE_KEY),
            reader.text(ORGANIZATION_KEY),
            reader.text(TOKEN_KEY),
            forwardsUser,
            tls,
            requestTimeout,
            dynamicFilterWait));
  }

  boolean usesTls() {
    return uri.getScheme().equals(TLS);
  }

  @Override
  public String toString() {
    return "uri=%s source=%s organization=%s token=%s forwardsUser=%s requestTimeout=%s dynamicFilterWait=%s"
        .formatted(
            uri,
            source.orElse("all"),
            organization.orElse("default"),
            token.isPresent() ? "***" : "none",
            forwardsUser,
            requestTimeout,
            dynamicFilterWait);
  }

  private static URI withPort(URI address) {
    return address.getPort() == -1
        ? URI.create("%s://%s:%d".formatted(address.getScheme(), address.getHost(), DEFAULT_PORT))
        : address;
  }
}
