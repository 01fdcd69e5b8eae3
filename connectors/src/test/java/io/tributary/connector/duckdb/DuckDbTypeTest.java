package io.tributary.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DuckDbTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "INTEGER | INTEGER",
        "DECIMAL(38,10) | DECIMAL(38,10)",
        "TIMESTAMP WITH TIME ZONE | TIMESTAMP WITH TIME ZONE",
        "TIMESTAMP_NS | TIMESTAMP_NS",
        "INTEGER[3][] | INTEGER[3][]",
        "MAP(VARCHAR, INTEGER[]) | MAP(VARCHAR, INTEGER[])",
        "STRUCT(a INTEGER, \"b, c\" VARCHAR) | STRUCT(a INTEGER, \"b, c\" VARCHAR)",
      })
  void leavesAsTheyAreTypesThatKeepTheirRules(String type, String delivered) {
    assertThat(DuckDbType.delivered(type)).isEqualTo(delivered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "UUID | VARCHAR",
        "TIME WITH TIME ZONE | VARCHAR",
        "ENUM('sad', 'it''s) [(', 'x') | VARCHAR",
        "UNION(num INTEGER, str VARCHAR) | VARCHAR",
        "ENUM('a')[] | VARCHAR[]",
        "HUGEINT | DECIMAL(38,0)",
        "UUID[2][] | VARCHAR[2][]",
        "MAP(UUID, HUGEINT) | MAP(VARCHAR, DECIMAL(38,0))",
        "STRUCT(e ENUM('x)', 'y'), \"u \"\"q\" UUID) | STRUCT(e VARCHAR, \"u \"\"q\" VARCHAR)",
        "STRUCT(s STRUCT(j JSON)[], d DATE) | STRUCT(s STRUCT(j VARCHAR)[], d DATE)",
      })
  void castsWhatWouldBeDeliveredWithOtherRules(String type, String delivered) {
    assertThat(DuckDbType.delivered(type)).isEqualTo(delivered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "HUGEINT | HUGEINT",
        "UUID | UUID",
        "TIME_NS | TIME_NS",
        "DECIMAL(38,10) | DECIMAL(38,10)",
        "UHUGEINT | VARCHAR",
        "ENUM | VARCHAR",
        "TIME WITH TIME ZONE | VARCHAR",
        "TUPLE(ENUM('a'), HUGEINT) | TUPLE(VARCHAR, HUGEINT)",
        "STRUCT(e ENUM('x)', 'y'), u UUID)[] | STRUCT(e VARCHAR, u UUID)[]",
      })
  void castsInResultsOnlyWhatArrowWouldLose(String type, String sent) {
    assertThat(DuckDbType.sent(type)).isEqualTo(sent);
  }
}
