package io.tributary.gateway.certification;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.gateway.certification.EdgeValues.Kind;
import io.tributary.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;

class PostgresqlCertificationTest extends Certification {

  private final PostgresServer server = PostgresServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  String connector() {
    return "postgresql";
  }

  @Override
  String schema() {
    return "public";
  }

  @Override
  Source source(Path folder) throws Exception {
    try (Connection connection = server.connect()) {
      EdgeValues.create(connection, PostgresqlCertificationTest::type, this::holds);
    }
    return new PostgresqlConnector()
        .open(new SourceConfiguration("source", connector(), server.sourceProperties(), "1"));
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case DOUBLE -> "DOUBLE PRECISION";
      default -> kind.duckDbType();
    };
  }
}
