package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trino.spi.StandardErrorCode;
import io.trino.spi.TrinoException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
                Duration.ofSeconds(30),
                Duration.ofSeconds(20)));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            parse(
                Map.of(
                    "tributary.uri", "grpc+tls://gateway:9000",
                    "tributary.source", "sales",
                    "tributary.organization", "acme",
                    "tributary.token", "s3cret",
                    "tributary.request-timeout", "2m",
                    "tributary.dynamic-filter-wait", "0s")))
        .isEqualTo(
            new TributaryConfig(
                URI.create("grpc+tls://gateway:9000"),
                Optional.of("sales"),
                Optional.of("acme"),
                Optional.of("s3cret"),
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
                    "tributary.request-timeout", "0s",
                    "tributary.dynamic-filter-wait", "soon")))
        .isInstanceOf(TrinoException.class)
        .hasMessageContaining("Catalog sales is misconfigured")
        .hasMessageContaining("tributary.ur is not known; did you mean tributary.uri?")
        .hasMessageContaining("tributary.source is empty")
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
