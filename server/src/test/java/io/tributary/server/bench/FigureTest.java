package io.tributary.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FigureTest {

  @Test
  void aFigureAtItsTargetIsOk() {
    assertThat(new Figure.Compared("even", 30, 10, 3).verdict()).isEqualTo("ok");
  }

  @Test
  void aFigureOverItsTargetFallsShort() {
    assertThat(new Figure.Compared("slow", 31, 10, 3).verdict()).isEqualTo("short");
  }

  @Test
  void aValueAtItsBoundIsOkAndOneOverItFallsShort() {
    assertThat(new Figure.Bounded("at", 15, Figure.Unit.MILLISECONDS, 15).verdict())
        .isEqualTo("ok");
    assertThat(new Figure.Bounded("over", 15.1, Figure.Unit.MILLISECONDS, 15).verdict())
        .isEqualTo("short");
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(InTurn.median(new double[] {9, 1, 3, 2})).isEqualTo(2.5);
  }

  @Test
  void whatShipsMoreThanItsTargetFallsShort() {
    assertThat(new Figure.Shipped("much", 1, 61, 100, 0.6).verdict()).isEqualTo("short");
    assertThat(new Figure.Shipped("less", 1, 60, 100, 0.6).verdict()).isEqualTo("ok");
  }

  @Test
  void nothingOfNothingIsNothing() {
    assertThat(new Figure.Shipped("none", 0, 0, 0, 0.6).ratio()).isZero();
  }
}
