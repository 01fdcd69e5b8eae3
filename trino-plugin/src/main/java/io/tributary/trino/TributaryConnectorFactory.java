package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.CONFIGURATION_INVALID;

import io.trino.spi.TrinoException;
import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorContext;
import io.trino.spi.connector.ConnectorFactory;
import java.util.Map;
import java.util.Set;

/// Makes a connector of a catalog file that says `connector.name=tributary`.
final class TributaryConnectorFactory implements ConnectorFactory {

  static final String NAME = "tributary";

  private static final String ARROW_FLAG = "--add-opens=java.base/java.nio=ALL-UNNAMED";

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Connector create(
      String catalogName, Map<String, String> properties, ConnectorContext context) {
    TributaryConfig config = TributaryConfig.parse(catalogName, properties);
    requireArrowFlag("Catalog " + catalogName);

    ArrowTypes types = new ArrowTypes(context.getTypeManager().getTypeOperators());
    GatewayClient gateway = GatewayClient.connect(config);
    GatewayCatalog catalog = new GatewayCatalog(gateway, types, config.source());
    QueryRows rows = new QueryRows(gateway, types, config.source());
    return new TributaryConnector(
        gateway,
        catalog,
        new HeldReads(),
        new TributaryPageSourceProvider(gateway, types),
        Set.of(new QueryFunction(rows), new NativeQueryFunction(rows)),
        new ExecuteProcedure(gateway, catalog, config.source()).procedure(),
        TributarySessionProperties.all(config.dynamicFilterWait()));
  }

  /// Without the flag Arrow fails at the first row, with an error that names neither flag nor file.
  ///
  /// @param whose what needs it, such as `Catalog sales`
  static void requireArrowFlag(String whose) {
    Module javaBase = Object.class.getModule();
    if (!javaBase.isOpen("java.nio", TributaryConnectorFactory.class.getModule())) {
      throw new TrinoException(
          CONFIGURATION_INVALID,
          "%s needs this line in etc/jvm.config of every Trino node: %s"
              .formatted(whose, ARROW_FLAG));
    }
  }
}
