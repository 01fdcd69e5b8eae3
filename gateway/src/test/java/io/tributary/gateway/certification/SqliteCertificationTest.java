package io.tributary.gateway.certification;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.sqlite.SqliteConnector;
import io.tributary.gateway.certification.EdgeValues.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;

class SqliteCertificationTest extends Certification {

  @Override
  String connector() {
    return "sqlite";
  }

  @Override
  String schema() {
    return "main";
  }

  @Override
  Source source(Path folder) throws Exception {
    Path file = folder.resolve("edges.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      EdgeValues.create(connection, SqliteCertificationTest::type, this::holds);
    }
    return new SqliteConnector()
        .open(new SourceConfiguration("source", connector(), Map.of("file", file.toString()), "1"));
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case VARCHAR -> "TEXT COLLATE NOCASE";
      default -> kind.duckDbType();
    };
  }

  /// All integers have 64 bits there, and all floating-point numbers too.
  @Override
  String duckDbType(Kind kind) {
    return switch (kind) {
      case SMALLINT, INTEGER, BIGINT, COUNT -> "BIGINT";
      case REAL, DOUBLE -> "DOUBLE";
      default -> kind.duckDbType();
    };
  }

  /// It keeps a REAL that is whole as an integer, which has no -0.
  @Override
  boolean holds(Kind kind, String value) {
    return switch (kind) {
      case DOUBLE, REAL ->
          !value.equals("-0") && !value.equals("NaN") && !value.endsWith("Infinity");
      default -> true;
    };
  }
}
