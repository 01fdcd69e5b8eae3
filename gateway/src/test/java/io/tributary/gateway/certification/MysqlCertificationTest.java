package io.tributary.gateway.certification;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.gateway.certification.EdgeValues.Kind;
import io.tributary.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

class MysqlCertificationTest extends Certification {

  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private final MariaDbServer server = MariaDbServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  String connector() {
    return "mysql";
  }

  @Override
  String schema() {
    return "test";
  }

  @Override
  Source source(Path folder) throws Exception {
    try (Connection connection = server.connect();
        Statement session = connection.createStatement()) {
      session.execute("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES'");
      EdgeValues.create(connection, MysqlCertificationTest::type, this::holds);
    }
    return new MysqlConnector()
        .open(
            new SourceConfiguration(
                "source",
                connector(),
                Map.of("connection-url", server.jdbcUrl(""), "connection-user", server.user()),
                "1"));
  }

  /// Text as servers have it by default: without regard to case, accents and trailing blanks.
  private static String type(Kind kind) {
    return switch (kind) {
      case REAL -> "FLOAT";
      case VARCHAR -> "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
      case TIMESTAMP -> "DATETIME(6)";
      case BOOLEAN -> "BIT(1)";
      default -> kind.duckDbType();
    };
  }

  @Override
  boolean holds(Kind kind, String value) {
    return switch (kind) {
      case DOUBLE, REAL -> !value.equals("NaN") && !value.endsWith("Infinity");
      default -> true;
    };
  }

  /// No infinities, and years from 1 to 9999.
  @Override
  boolean canHold(String type, Object value) {
    if (type.startsWith("FloatingPoint")) {
      return holds(Kind.DOUBLE, value.toString());
    }
    if (type.startsWith("Date") && value instanceof String days && !days.equals("NULL")) {
      long day = Long.parseLong(days);
      return day >= FIRST_DAY && day <= LAST_DAY;
    }
    if (type.startsWith("Timestamp") && value instanceof String moment && !moment.equals("NULL")) {
      int year = LocalDateTime.parse(moment).getYear();
      return year >= 1 && year <= 9999;
    }
    return true;
  }
}
