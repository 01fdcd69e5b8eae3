package io.tributary.connector.foreign;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.SampleColumn;
import io.tributary.connector.h2.H2ServerContract;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/// H2, as if nothing were known of it but its driver.
final class ForeignH2ContractTest extends H2ServerContract {
  @BeforeAll
  static void start() throws SQLException {
    serve(columns());
  }

  @Override
  protected ConnectorFactory connector() {
    return new ForeignConnector();
  }

  @Override
  protected Map<String, String> properties() {
    return properties(place());
  }

  @Override
  protected Map<String, String> propertiesOfDeadSource() {
    // Nothing listens on the discard port of the loopback interface.
    return properties("127.0.0.1:9/gone");
  }

  private static Map<String, String> properties(String place) {
    return Map.of(
        "connection-url", "jdbc:h2:tcp://%s;LAZY_QUERY_EXECUTION=1".formatted(place),
        "connection-user", "sa",
        "connection-timeout", "2s",
        "driver-class", "org.h2.Driver",
        "driver-path", jarOf(org.h2.Driver.class));
  }

  private static String jarOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  /// REAL is read as DOUBLE, because some databases mean 64 bits by it.
  private static List<SampleColumn> columns() {
    return SampleColumn.all().stream().filter(column -> !column.type().equals("REAL")).toList();
  }

  @Override
  protected List<SampleColumn> sampleColumns() {
    return columns();
  }
}
