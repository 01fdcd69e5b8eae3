package io.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatusTextTest {

  @Test
  void whatFitsStaysAsItIs() {
    assertThat(StatusText.fit("größer")).isEqualTo("größer");
    assertThat(StatusText.fit("x".repeat(2_000))).isEqualTo("x".repeat(2_000));
  }

  @Test
  void whatIsTooLongIsCutAndSaysSo() {
    assertThat(StatusText.fit("x".repeat(70_000)))
        .isEqualTo("x".repeat(2_000) + "… (and 68000 bytes more)");
  }

  @Test
  void noCharacterIsCut() {
    assertThat(StatusText.fit("a" + "字".repeat(1_000)))
        .isEqualTo("a" + "字".repeat(666) + "… (and 1002 bytes more)");
  }
}
