package io.tributary.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom a gateway on loopback without keys answers.
@Timeout(60)
final class OtherSitesTest {
  private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

  private static GatewayRunner gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayRunner.builder().start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "[::1]"})
  void whatIsNoBrowserIsAnsweredByAnyNameOfThisMachine(String host) throws Exception {
    assertThat(query("Host: %s:%d".formatted(host, gateway.httpPort()))).startsWith("HTTP/1.1 200");
  }

  @Test
  void itsOwnPagesAreAnswered() throws Exception {
    assertThat(
            query(
                host("localhost"),
                "Origin: http://localhost:" + gateway.httpPort(),
                "Sec-Fetch-Site: same-origin"))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://other.example",
    "Origin, null",
    "Origin, http://localhost:1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
  })
  void pagesOfOtherSitesAreRefused(String header, String value) throws Exception {
    assertThat(query(host("localhost"), header + ": " + value))
        .startsWith("HTTP/1.1 403")
        .contains("PERMISSION_DENIED", value, "auth.api-keys-file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.example", "localhost.other.example", "192.168.1.1", "::"})
  void requestsForAnotherNameAreRefused(String name) throws Exception {
    assertThat(query("Host: " + name))
        .startsWith("HTTP/1.1 403")
        .contains("PERMISSION_DENIED", name);
  }

  @Test
  void theCatalogIsNotForOtherSitesEither() throws Exception {
    assertThat(send("GET /api/v1/sources", "", host("localhost"), "Sec-Fetch-Site: cross-site"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void documentationMayBeLinkedTo() throws Exception {
    assertThat(send("GET /docs/", "", host("localhost"), "Sec-Fetch-Site: cross-site"))
        .startsWith("HTTP/1.1 200");
  }

  private static String host(String name) {
    return "Host: %s:%d".formatted(name, gateway.httpPort());
  }

  private static String query(String... headers) throws IOException {
    return send("POST /api/v1/query", "{\"sql\": \"SELECT 1\"}", headers);
  }

  private static String send(String call, String body, String... headers) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
      String request =
          "%s HTTP/1.1\r\n%s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(call, String.join("\r\n", headers), body.length(), body);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return answer(socket.getInputStream());
    }
  }

  /// Head and body; the connection stays open behind them.
  private static String answer(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append(new String(in.readNBytes(1), UTF_8));
    }
    Matcher length = CONTENT_LENGTH.matcher(head);
    int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return head + new String(in.readNBytes(bytes), UTF_8);
  }
}
