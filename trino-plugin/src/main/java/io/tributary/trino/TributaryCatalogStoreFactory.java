package io.tributary.trino;

import io.tributary.trino.TributaryCatalogStoreConfig.Coordinator;
import io.trino.spi.catalog.CatalogName;
import io.trino.spi.catalog.CatalogStore;
import io.trino.spi.catalog.CatalogStoreFactory;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the store of a coordinator that says `catalog.store=tributary`. Workers have none: with a
/// query the coordinator sends them the properties of its catalogs.
final class TributaryCatalogStoreFactory implements CatalogStoreFactory {

  static final String NAME = "tributary";

  /// Where Trino reads what it gives us, with all references resolved.
  private static final Path CONFIGURATION = Path.of("etc/catalog-store.properties");

  private static final Logger LOG = LoggerFactory.getLogger(TributaryCatalogStoreFactory.class);

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public CatalogStore create(Map<String, String> properties) {
    TributaryCatalogStoreConfig config =
        TributaryCatalogStoreConfig.parse(CatalogFiles.properties(CONFIGURATION), properties);
    TributaryConnectorFactory.requireArrowFlag("The catalog store " + NAME);
    LOG.info("The catalogs are the sources of a gateway: {}", config);

    Map<CatalogName, Path> files = CatalogFiles.list(config.catalogFolder());
    SourceCatalogs sources =
        new SourceCatalogs(GatewayClient.connect(config.gateway()), files.keySet());
    return new TributaryCatalogStore(config, files, sources, watch(config, sources));
  }

  /// What follows the gateway's sources, once it is started.
  private static Runnable watch(TributaryCatalogStoreConfig config, SourceCatalogs sources) {
    if (config.coordinator().isEmpty()) {
      return () ->
          LOG.info(
              "Sources that come or go are seen at the next start: {} is not set",
              TributaryCatalogStoreConfig.TRINO_URI_KEY);
    }
    Coordinator coordinator = config.coordinator().get();
    return new CatalogWatcher(sources, new TrinoClient(coordinator), config.refreshInterval())
        ::start;
  }
}
