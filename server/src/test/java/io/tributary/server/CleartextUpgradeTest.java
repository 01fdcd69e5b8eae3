package io.tributary.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which version of HTTP a connection without TLS speaks.
@Timeout(60)
final class CleartextUpgradeTest {
  private static final String UPGRADE =
      """
      GET /health HTTP/1.1
      Host: localhost
      Connection: Upgrade, HTTP2-Settings
      Upgrade: h2c
      HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA

      """
          .replace("\n", "\r\n");

  private static final byte SETTINGS = 4;

  private static GatewayRunner gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayRunner.builder().start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void aClientThatAsksForAnUpgradeIsAnsweredInHttp1() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .build()
            .send(
                HttpRequest.newBuilder(gateway.http("/metrics")).build(), BodyHandlers.ofString());

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5})
  void aRequestThatArrivesInPiecesIsAnsweredInHttp1(int first) throws Exception {
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      out.write(UPGRADE.substring(0, first).getBytes(US_ASCII));
      out.flush();
      out.write(UPGRADE.substring(first).getBytes(US_ASCII));
      out.flush();

      var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(answer.readLine()).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aClientMayBeginWithHttp2() throws Exception {
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      out.write(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
      out.flush();

      assertThat(socket.getInputStream().readNBytes(9)[3]).isEqualTo(SETTINGS);
    }
  }

  private static Socket socket() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort());
    socket.setTcpNoDelay(true);
    return socket;
  }
}
