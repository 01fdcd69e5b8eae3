package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trino.spi.StandardErrorCode;
import io.trino.spi.TrinoException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TributaryConfigTest {

  @Test
  void an_address_alone_is_enough() {
    assertThat(parse(Map.of("tributary.uri", "grpc://gateway:9000")))
        .isEqualTo(
            new TributaryConfig(
                URI.create("grpc://gateway:9000"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                new TributaryTls(Optional.empty(), Optional.empty(), Optional.empty()),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20)));
  }

  @Test
  void every_key_is_read(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("some.pem"));
    assertThat(
            parse(
                Map.of(
                    "tributary.uri", "grpc+tls://gateway:9000",
                    "tributary.source", "sales",
                    "tributary.organization", "acme",
                    "tributary.token", "s3cret",
                    "tributary.forward-user", "true",
                    "tributary.tls.trusted-certificates", file.toString(),
                    "tributary.tls.certificate", file.toString(),
                    "tributary.tls.private-key", file.toString(),
                    "tributary.request-timeout", "2m",
                    "tributary.dynamic-filter-wait", "0s")))
        .isEqualTo(
            new TributaryConfig(
                URI.create("grpc+tls://gateway:9000"),
                Optional.of("sales"),
                Optional.of("acme"),
                Optional.of("s3cret"),
                true,
                new TributaryTls(Optional.of(file), Optional.of(file), Optional.of(file)),
                Duration.ofMinutes(2),
                Duration.ZERO));
  }

  @Test
  void the_port_is_the_gateways_own_unless_given() {
    assertThat(parse(Map.of("tributary.uri", "grpc+tls://gateway")).uri())
        .isEqualTo(URI.create("grpc+tls://gateway:8815"));
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThatThrownBy(() ->
            parse(
                Map.of(
                    "tributary.ur", "grpc://gateway",
                    "tributary.source", " ",
                    "tributary.forward-user", "yes",
                    "tributary.tls.trusted-certificates", "/no/such.pem",
                    "tributary.tls.certificate", "/no/such.pem",
                    "tributary.request-timeout", "0s",
                    "tributary.dynamic-filter-wait", "soon")))
        .isInstanceOf(TrinoException.class)
        .hasMessageContaining("Catalog sales is misconfigured")
        .hasMessageContaining("tributary.ur is not known; did you mean tributary.uri?")
        .hasMessageContaining("tributary.source is empty")
        .hasMessageContaining("tributary.forward-user=yes is neither true nor false")
        .hasMessageContaining(
            "tributary.tls.trusted-certificates=/no/such.pem is no file that can be read")
        .hasMessageContaining("tributary.tls.private-key must be set together")
        .hasMessageContaining("tributary.tls.* needs a tributary.uri with grpc+tls")
        .hasMessageContaining("tributary.request-timeout=0s is not a time")
        .hasMessageContaining("tributary.dynamic-filter-wait=soon is not a time")
        .hasMessageContaining("tributary.uri is missing; expected grpc://HOST:PORT")
        .extracting(error -> ((TrinoException) error).getErrorCode())
        .isEqualTo(StandardErrorCode.CONFIGURATION_INVALID.toErrorCode());
  }

  @Test
  void an_address_of_something_else_is_refused_without_being_repeated() {
    assertThatThrownBy(() -> parse(Map.of("tributary.uri", "jdbc://alice:hunter2@gateway")))
        .hasMessageContaining("expected grpc://HOST:PORT or grpc+tls://HOST:PORT")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void the_token_is_not_printed() {
    TributaryConfig config =
        parse(Map.of("tributary.uri", "grpc://gateway", "tributary.token", "s3cret"));

    assertThat(config.toString()).contains("token=***").doesNotContain("s3cret");
  }

  private static TributaryConfig parse(Map<String, String> properties) {
    return TributaryConfig.parse("sales", properties);
  }
}
