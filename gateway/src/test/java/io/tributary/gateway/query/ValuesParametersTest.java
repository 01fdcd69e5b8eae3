package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesParametersTest {

  @ParameterizedTest
  @ValueSource(strings = {"VALUES (?, ?)", "VALUES ($1, $2)", "VALUES ($1);"})
  void parametersInTheirOrderAreOneRow(String query) {
    assertThat(ValuesParameters.areOneRow(query)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VALUES ($2, $1)",
        "VALUES ($1, $1)",
        "VALUES ($name)",
        "VALUES (?, 1)",
        "VALUES (?), (?)"
      })
  void whatIsNotEveryParameterInItsPlaceIsNoRowOfThem(String query) {
    assertThat(ValuesParameters.areOneRow(query)).isFalse();
  }
}
