package io.tributary.connector.h2;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.SampleColumn;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

final class H2ContractTest extends H2ServerContract {
  @BeforeAll
  static void start() throws SQLException {
    serve(SampleColumn.all());
  }

  @Override
  protected ConnectorFactory connector() {
    return new H2Connector();
  }

  @Override
  protected Map<String, String> properties() {
    return Map.of("connection-url", "jdbc:h2:tcp://" + place());
  }

  @Override
  protected Map<String, String> propertiesOfDeadSource() {
    // Nothing listens on the discard port of the loopback interface.
    return Map.of("connection-url", "jdbc:h2:tcp://127.0.0.1:9/gone", "connection-timeout", "2s");
  }
}
