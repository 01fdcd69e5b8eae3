package io.tributary.trino;

import io.trino.spi.TrinoException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `etc/catalog-store.properties`.
///
/// @param gateway whose sources are the catalogs
/// @param gatewayProperties the same as written, for the properties of every catalog: Trino shows
///   them to whoever may see a query, so that a secret is among them as a reference only
/// @param catalogFolder where files are that configure other catalogs
/// @param coordinator who is told of sources that come and go; when empty, they are seen at the
///   next start
/// @param refreshInterval how often the gateway is asked for its sources
record TributaryCatalogStoreConfig(
    TributaryConfig gateway,
    Map<String, String> gatewayProperties,
    Path catalogFolder,
    Optional<Coordinator> coordinator,
    Duration refreshInterval) {

  static final String REFRESH_INTERVAL_KEY = "tributary.catalogs.refresh-interval";
  static final String TRINO_URI_KEY = "tributary.trino.uri";
  static final String TRINO_USER_KEY = "tributary.trino.user";
  static final String TRINO_PASSWORD_KEY = "tributary.trino.password";

  /// As Trino's own store of files calls it.
  static final String CATALOG_FOLDER_KEY = "catalog.config-dir";

  private static final List<String> KEYS =
      Stream.concat(
              TributaryConfig.GATEWAY_KEYS.stream(),
              Stream.of(
                  CATALOG_FOLDER_KEY,
                  REFRESH_INTERVAL_KEY,
                  TRINO_URI_KEY,
                  TRINO_USER_KEY,
                  TRINO_PASSWORD_KEY))
          .toList();
  private static final List<String> OF_COORDINATOR =
      List.of(REFRESH_INTERVAL_KEY, TRINO_USER_KEY, TRINO_PASSWORD_KEY);
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z][\\w-]*:[^}]+}");
  private static final String PLAINTEXT = "http";
  private static final String TLS = "https";
  private static final String EXPECTED_URI = "expected http://HOST:PORT or https://HOST:PORT";
  private static final String DEFAULT_CATALOG_FOLDER = "etc/catalog";
  private static final Duration DEFAULT_REFRESH_INTERVAL = Duration.ofSeconds(5);

  /// Trino's coordinator, and whom it knows us by.
  ///
  /// @param uri with scheme `http` or `https`
  record Coordinator(URI uri, String user, Optional<String> password) {

    boolean usesTls() {
      return uri.getScheme().equals(TLS);
    }

    @Override
    public String toString() {
      return "uri=%s user=%s password=%s"
          .formatted(uri, user, password.isPresent() ? "***" : "none");
    }
  }

  /// Reads the file's properties.
  ///
  /// @param written as they are in the file
  /// @param resolved the same with what the references in them, such as `${ENV:NAME}`, stand for
  /// @throws TrinoException that names every problem there is
  static TributaryCatalogStoreConfig parse(
      Map<String, String> written, Map<String, String> resolved) {
    PropertyReader reader = new PropertyReader(resolved, KEYS);
    Optional<TributaryConfig> gateway = TributaryConfig.read(reader);
    requireReference(TributaryConfig.TOKEN_KEY, written, reader);
    Optional<Coordinator> coordinator = readCoordinator(reader);
    Path catalogFolder = Path.of(reader.text(CATALOG_FOLDER_KEY).orElse(DEFAULT_CATALOG_FOLDER));
    Duration refreshInterval =
        reader.duration(REFRESH_INTERVAL_KEY, 1).orElse(DEFAULT_REFRESH_INTERVAL);
    reader.refuseProblems("The catalog store " + TributaryCatalogStoreFactory.NAME);

    Map<String, String> gatewayProperties = new HashMap<>(written);
    gatewayProperties.keySet().retainAll(TributaryConfig.GATEWAY_KEYS);
    return new TributaryCatalogStoreConfig(
        gateway.orElseThrow(),
        Map.copyOf(gatewayProperties),
        catalogFolder,
        coordinator,
        refreshInterval);
  }

  /// Its properties as they are written to a log.
  @Override
  public String toString() {
    return "gateway=[%s] catalogFolder=%s coordinator=[%s] refreshInterval=%s"
        .formatted(
            gateway,
            catalogFolder,
            coordinator.map(Coordinator::toString).orElse("none"),
            refreshInterval);
  }

  private static void requireReference(
      String key, Map<String, String> written, PropertyReader reader) {
    if (reader.text(key).isPresent()
        && !REFERENCE.matcher(written.getOrDefault(key, "")).matches()) {
      reader.problem(
          "%s must be a reference such as ${ENV:NAME}: Trino shows catalogs' properties with queries"
              .formatted(key));
    }
  }

  private static Optional<Coordinator> readCoordinator(PropertyReader reader) {
    Optional<URI> uri = reader.address(TRINO_URI_KEY, List.of(PLAINTEXT, TLS), EXPECTED_URI);
    Optional<String> user = reader.text(TRINO_USER_KEY);
    Optional<String> password = reader.text(TRINO_PASSWORD_KEY);
    if (!reader.has(TRINO_URI_KEY)) {
      OF_COORDINATOR.stream()
          .filter(reader::has)
          .forEach(
              key -> reader.problem("%s needs %s; %s".formatted(key, TRINO_URI_KEY, EXPECTED_URI)));
    } else if (!reader.has(TRINO_USER_KEY)) {
      reader.problem(
          "%s is missing; expected a user who may create and drop catalogs"
              .formatted(TRINO_USER_KEY));
    }
    if (password.isPresent() && uri.isPresent() && !uri.get().getScheme().equals(TLS)) {
      reader.problem(
          "%s needs an https address in %s".formatted(TRINO_PASSWORD_KEY, TRINO_URI_KEY));
    }
    return uri.flatMap(address -> user.map(name -> new Coordinator(address, name, password)));
  }
}
