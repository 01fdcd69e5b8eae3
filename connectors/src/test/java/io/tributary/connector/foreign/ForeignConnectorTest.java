package io.tributary.connector.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableName;
import io.tributary.testing.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ForeignConnectorTest {

  private static Source open(Map<String, String> properties) {
    return new ForeignConnector().open(new SourceConfiguration("odd", "jdbc", properties, "1"));
  }

  private static String driverPath() {
    return Path.of(
            URI.create(
                org.postgresql.Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()))
        .toString();
  }

  @Test
  void readsPostgresqlByItsDriverAlone() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      try (Connection connection = server.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE t (id bigint NOT NULL, ok boolean, at timestamptz, local timestamp,"
                + " n numeric, m numeric(9,2), u uuid, a int[], j jsonb, d date, c char(3))");
      }
      try (Source source =
          open(
              Map.of(
                  "connection-url", server.jdbcUrl(),
                  "connection-user", server.user(),
                  "connection-password", server.password(),
                  "driver-class", "org.postgresql.Driver",
                  "driver-path", driverPath()))) {
        assertThat(((SqlSource) source).dialect().identifierQuote()).isEqualTo('"');
        assertThat(source.describe(new TableName("public", "t")).orElseThrow().columns())
            .extracting(column ->
                column.name()
                    + " "
                    + column.field().getType()
                    + (column.readAsTextBecause().isPresent() ? " flagged" : ""))
            .containsExactly(
                "id Int(64, true)",
                "ok Bool",
                "at Timestamp(MICROSECOND, UTC)",
                "local Timestamp(MICROSECOND, null)",
                "n Utf8 flagged",
                "m Decimal(9, 2, 128)",
                "u Utf8 flagged",
                "a Utf8 flagged",
                "j Utf8 flagged",
                "d Date(DAY)",
                "c Utf8 flagged");
      }
    }
  }

  @Test
  void aDriverThatIsNotThereIsToldAsSuch() {
    assertThatThrownBy(() ->
            open(
                Map.of(
                    "connection-url", "jdbc:odd://x",
                    "driver-class", "odd.Driver",
                    "driver-path", "/no/such.jar")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_MISCONFIGURED))
        .hasMessageContaining("driver-path");
  }

  @Test
  void aJarWithoutTheDriverIsToldAsSuch() {
    try (Source source =
        open(
            Map.of(
                "connection-url", "jdbc:odd://x",
                "driver-class", "odd.Driver",
                "driver-path", driverPath()))) {
      assertThatThrownBy(source::test)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_MISCONFIGURED))
          .hasMessageContaining("odd.Driver");
    }
  }
}
