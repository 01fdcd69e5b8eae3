package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.trino.TributaryCatalogStoreConfig.Coordinator;
import io.trino.spi.StandardErrorCode;
import io.trino.spi.TrinoException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TributaryCatalogStoreConfigTest {

  @Test
  void the_gateways_address_alone_is_enough() {
    Map<String, String> properties = Map.of("tributary.uri", "grpc://gateway:9000");

    assertThat(parse(properties))
        .isEqualTo(
            new TributaryCatalogStoreConfig(
                TributaryConfig.parse("any", properties),
                properties,
                Path.of("etc/catalog"),
                Optional.empty(),
                Duration.ofSeconds(5)));
  }

  @Test
  void every_key_is_read() {
    Map<String, String> gateway =
        Map.of(
            "tributary.uri", "grpc+tls://gateway:9000",
            "tributary.organization", "acme",
            "tributary.token", "s3cret",
            "tributary.request-timeout", "2m",
            "tributary.dynamic-filter-wait", "0s");
    Map<String, String> trino =
        Map.of(
            "tributary.trino.uri", "https://trino:8443",
            "tributary.trino.user", "catalogs",
            "tributary.trino.password", "hunter2",
            "tributary.catalogs.refresh-interval", "1m",
            "catalog.config-dir", "/etc/trino/catalog");

    assertThat(parse(both(gateway, trino)))
        .isEqualTo(
            new TributaryCatalogStoreConfig(
                TributaryConfig.parse("any", gateway),
                both(gateway, Map.of("tributary.token", "${ENV:TOKEN}")),
                Path.of("/etc/trino/catalog"),
                Optional.of(
                    new Coordinator(
                        URI.create("https://trino:8443"), "catalogs", Optional.of("hunter2"))),
                Duration.ofMinutes(1)));
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThatThrownBy(() ->
            parse(
                Map.of(
                    "tributary.source", "sales",
                    "tributary.trino.uri", "trino:8080",
                    "tributary.trino.password", " ",
                    "tributary.catalogs.refresh-interval", "0s")))
        .isInstanceOf(TrinoException.class)
        .hasMessageContaining("The catalog store tributary is misconfigured")
        .hasMessageContaining("tributary.source is not known")
        .hasMessageContaining("tributary.uri is missing; expected grpc://HOST:PORT")
        .hasMessageContaining("tributary.trino.uri is not such an address; expected http://HOST")
        .hasMessageContaining("tributary.trino.user is missing")
        .hasMessageContaining("tributary.trino.password is empty")
        .hasMessageContaining("tributary.catalogs.refresh-interval=0s is not a time")
        .extracting(error -> ((TrinoException) error).getErrorCode())
        .isEqualTo(StandardErrorCode.CONFIGURATION_INVALID.toErrorCode());
  }

  @Test
  void what_only_a_coordinator_makes_use_of_is_refused_without_one() {
    assertThatThrownBy(() ->
            parse(
                Map.of(
                    "tributary.uri", "grpc://gateway",
                    "tributary.trino.user", "catalogs",
                    "tributary.catalogs.refresh-interval", "1s")))
        .hasMessageContaining("tributary.trino.user needs tributary.trino.uri")
        .hasMessageContaining("tributary.catalogs.refresh-interval needs tributary.trino.uri");
  }

  @Test
  void a_password_is_not_sent_without_tls() {
    assertThatThrownBy(() -> parse(withPassword("http://trino:8080")))
        .hasMessageContaining("tributary.trino.password needs an https address")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void token_and_password_are_not_printed() {
    assertThat(parse(withPassword("https://trino")).toString())
        .contains("token=***", "password=***")
        .doesNotContain("s3cret", "hunter2");
  }

  @Test
  void a_token_that_catalogs_would_show_is_refused() {
    Map<String, String> properties =
        Map.of("tributary.uri", "grpc://gateway", "tributary.token", "s3cret");

    assertThatThrownBy(() -> TributaryCatalogStoreConfig.parse(properties, properties))
        .hasMessageContaining("tributary.token must be a reference such as ${ENV:NAME}")
        .hasMessageNotContaining("s3cret");
  }

  /// Parses what a file says, in which a token is a reference.
  private static TributaryCatalogStoreConfig parse(Map<String, String> resolved) {
    Map<String, String> written = new HashMap<>(resolved);
    written.computeIfPresent("tributary.token", (_, _) -> "${ENV:TOKEN}");
    return TributaryCatalogStoreConfig.parse(written, resolved);
  }

  private static Map<String, String> withPassword(String trino) {
    return Map.of(
        "tributary.uri", "grpc://gateway",
        "tributary.token", "s3cret",
        "tributary.trino.uri", trino,
        "tributary.trino.user", "catalogs",
        "tributary.trino.password", "hunter2");
  }

  private static Map<String, String> both(Map<String, String> left, Map<String, String> right) {
    Map<String, String> both = new HashMap<>(left);
    both.putAll(right);
    return both;
  }
}
