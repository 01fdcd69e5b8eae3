package io.tributary.gateway.certification;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.h2.H2Connector;
import io.tributary.gateway.certification.EdgeValues.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;

class H2CertificationTest extends Certification {

  @Override
  String connector() {
    return "h2";
  }

  @Override
  String schema() {
    return "PUBLIC";
  }

  @Override
  Source source(Path folder) throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("edges");
    try (Connection connection =
        DriverManager.getConnection(url + ";DATABASE_TO_UPPER=FALSE", "sa", "")) {
      EdgeValues.create(connection, H2CertificationTest::type, this::holds);
    }
    return new H2Connector()
        .open(new SourceConfiguration("source", connector(), Map.of("connection-url", url), "1"));
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case DOUBLE -> "DOUBLE PRECISION";
      default -> kind.duckDbType();
    };
  }

  /// It keeps -0 as 0.
  @Override
  boolean holds(Kind kind, String value) {
    return !value.equals("-0");
  }
}
