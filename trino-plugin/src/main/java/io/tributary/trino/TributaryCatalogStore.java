package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.NOT_SUPPORTED;

import io.trino.spi.TrinoException;
import io.trino.spi.catalog.CatalogName;
import io.trino.spi.catalog.CatalogProperties;
import io.trino.spi.catalog.CatalogStore;
import io.trino.spi.connector.CatalogVersion;
import io.trino.spi.connector.ConnectorName;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The catalogs of a Trino: every source of a gateway, and those that files configure.
///
/// What Trino has follows the gateway, where sources are configured. A statement can therefore only
/// add the catalog of a source that there is, and drop that of one that is gone, which is what the
/// watcher does.
final class TributaryCatalogStore implements CatalogStore {

  private static final Logger LOG = LoggerFactory.getLogger(TributaryCatalogStore.class);

  private static final ConnectorName CONNECTOR = new ConnectorName(TributaryConnectorFactory.NAME);

  /// A catalog whose properties are made when Trino asks for them.
  private record Stored(CatalogName name, Supplier<CatalogProperties> properties)
      implements StoredCatalog {

    @Override
    public CatalogProperties loadProperties() {
      return properties.get();
    }
  }

  private final URI gateway;
  private final Map<String, String> gatewayProperties;
  private final Map<CatalogName, Path> files;
  private final SourceCatalogs sources;
  private final Runnable whenLoaded;

  /// @param whenLoaded what to do once Trino has the catalogs of its start
  TributaryCatalogStore(
      TributaryCatalogStoreConfig config,
      Map<CatalogName, Path> files,
      SourceCatalogs sources,
      Runnable whenLoaded) {
    this.gateway = config.gateway().uri();
    this.gatewayProperties = config.gatewayProperties();
    this.files = Map.copyOf(files);
    this.sources = sources;
    this.whenLoaded = whenLoaded;
  }

  /// Trino asks once, when it starts.
  @Override
  public Collection<StoredCatalog> getCatalogs() {
    List<StoredCatalog> catalogs = new ArrayList<>();
    files.forEach(
        (name, file) -> catalogs.add(new Stored(name, () -> CatalogFiles.read(name, file))));
    sourcesAtStart()
        .forEach((name, source) -> {
          sources.added(name);
          catalogs.add(new Stored(name, () -> properties(name, source)));
        });
    whenLoaded.run();
    return catalogs;
  }

  /// A gateway that does not answer must not keep Trino, with all its other catalogs, from
  /// starting.
  private Map<CatalogName, String> sourcesAtStart() {
    try {
      return sources.atGateway();
    } catch (TrinoException error) {
      LOG.error("No source is a catalog yet: {}", error.getRawMessage());
      return Map.of();
    }
  }

  /// A statement names the catalog and nothing else, so that no secret is in it.
  @Override
  public CatalogProperties createCatalogProperties(
      CatalogName name, ConnectorName connector, Map<String, String> properties) {
    String source = sources.atGateway().get(name);
    if (source == null || !connector.equals(CONNECTOR) || !properties.isEmpty()) {
      throw new TrinoException(
          NOT_SUPPORTED,
          "Catalog %s cannot be created: catalogs are sources of the gateway at %s, or files in Trino"
              .formatted(name, gateway));
    }
    return properties(name, source);
  }

  @Override
  public void addOrReplaceCatalog(CatalogProperties catalog) {
    sources.added(catalog.name());
  }

  @Override
  public void removeCatalog(CatalogName name) {
    if (files.containsKey(name)) {
      throw new TrinoException(
          NOT_SUPPORTED,
          "Catalog %s is configured by a file: remove %s and restart Trino"
              .formatted(name, files.get(name)));
    }
    String source = sources.atGateway().get(name);
    if (source != null) {
      throw new TrinoException(
          NOT_SUPPORTED,
          "Catalog %s shows source %s of the gateway at %s: remove the source there"
              .formatted(name, source, gateway));
    }
    sources.removed(name);
  }

  /// Under a version of its own: a worker must not take it for one that there was before, perhaps
  /// with another token.
  private CatalogProperties properties(CatalogName name, String source) {
    Map<String, String> properties = new HashMap<>(gatewayProperties);
    properties.put(TributaryConfig.SOURCE_KEY, source);
    return new CatalogProperties(
        name, new CatalogVersion(UUID.randomUUID().toString()), CONNECTOR, properties);
  }
}
