package io.tributary.trino;

import io.trino.spi.Plugin;
import io.trino.spi.catalog.CatalogStoreFactory;
import io.trino.spi.connector.ConnectorFactory;
import java.util.List;

/// What Trino loads: the connector `tributary`, and the catalog store of that name.
public final class TributaryPlugin implements Plugin {

  @Override
  public Iterable<ConnectorFactory> getConnectorFactories() {
    return List.of(new TributaryConnectorFactory());
  }

  @Override
  public Iterable<CatalogStoreFactory> getCatalogStoreFactories() {
    return List.of(new TributaryCatalogStoreFactory());
  }
}
