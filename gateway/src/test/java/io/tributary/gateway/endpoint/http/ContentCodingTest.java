package io.tributary.gateway.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContentCodingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                         | GZIP",
        "zstd                         | ZSTD",
        "GZIP                         | GZIP",
        "gzip, deflate, br, zstd      | ZSTD",
        "gzip;q=1.0, zstd;q=0.5       | GZIP",
        "zstd ; q=0, gzip ; q=0.001   | GZIP",
        "gzip;q=0                     | IDENTITY",
        "br                           | IDENTITY",
        "identity, gzip;q=0.5         | IDENTITY",
        "*                            | ZSTD",
        "*;q=0                        | IDENTITY",
        "zstd;q=0, *                  | GZIP",
        "gzip;q=x                     | IDENTITY",
        "''                           | IDENTITY",
      })
  void whatWeighsMostIsTaken(String acceptEncoding, ContentCoding coding) {
    assertThat(ContentCoding.negotiate(List.of(acceptEncoding))).isEqualTo(coding);
  }

  @Test
  void linesOfTheHeaderCountTogether() {
    assertThat(ContentCoding.negotiate(List.of("br;q=1", "gzip;q=0.2")))
        .isEqualTo(ContentCoding.GZIP);
  }

  @Test
  void whoSaysNothingGetsTheBodyAsItIs() {
    assertThat(ContentCoding.negotiate(List.of())).isEqualTo(ContentCoding.IDENTITY);
  }
}
