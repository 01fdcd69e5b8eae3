package io.tributary.gateway.planner.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import org.junit.jupiter.api.Test;

class KeywordFunctionsTest {

  @Test
  void aCallIsDisguisedInPlace() {
    String sql = "SELECT Date_Trunc ('month', d) FROM t";
    assertThat(KeywordFunctions.disguise(sql))
        .hasSameSizeAs(sql)
        .isEqualTo("SELECT đate_Trunc ('month', d) FROM t");
  }

  @Test
  void aColumnOfTheSameNameIsNone() {
    assertThat(KeywordFunctions.disguise("SELECT first, t.last FROM t"))
        .isEqualTo("SELECT first, t.last FROM t");
  }

  @Test
  void textNamesAndCommentsStay() {
    String sql = "SELECT 'first(1)', \"last(1)\" /* uuid() */ -- typeof(1)\nFROM t";
    assertThat(KeywordFunctions.disguise(sql)).isEqualTo(sql);
  }

  @Test
  void messagesShowTheUsersSpelling() {
    assertThat(KeywordFunctions.reveal("no đate_trunc(<DATE>)")).isEqualTo("no date_trunc(<DATE>)");
  }

  @Test
  void floorDivisionIsNoComment() {
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class, () -> KeywordFunctions.disguise("SELECT 1,\n  7 // 2"));
    assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(failure.position()).contains(new SqlPosition(2, 5));
  }
}
