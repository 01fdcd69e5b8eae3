package io.tributary.gateway.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonQueryTest {
  @Test
  void everyFieldIsRead() {
    JsonQuery query =
        parse(
            """
            {"sql": "SELECT ?", "parameters": ["a", 1, 1.50, true, null, 18446744073709551615],
             "defaultSource": "sales", "defaultSchema": "public",
             "engine": "duckdb", "timeout": "90s", "maxRows": 5}\
            """);
    assertThat(query.request().statement())
        .isEqualTo(
            new Statement.Sql(
                "SELECT ?",
                List.of(
                    Value.newBuilder().setStringValue("a").build(),
                    Value.newBuilder().setIntegerValue(1).build(),
                    Value.newBuilder().setDecimalValue("1.50").build(),
                    Value.newBuilder().setBooleanValue(true).build(),
                    Value.newBuilder().setNullValue(true).build(),
                    Value.newBuilder().setDecimalValue("18446744073709551615").build())));
    assertThat(query.request().defaults())
        .isEqualTo(new SessionDefaults(Optional.of("sales"), Optional.of("public")));
    assertThat(query.request().engine()).isEqualTo(EngineChoice.DUCKDB);
    assertThat(query.request().timeout()).contains(Duration.ofSeconds(90));
    assertThat(query.maxRows()).contains(5);
  }

  @Test
  void onlyTheSqlIsNeeded() {
    JsonQuery query = parse("{\"sql\":\"SELECT 1\"}");
    assertThat(query.request().engine()).isEqualTo(EngineChoice.AUTO);
    assertThat(query.request().defaults()).isEqualTo(SessionDefaults.NONE);
    assertThat(query.request().timeout()).isEmpty();
    assertThat(query.maxRows()).isEmpty();
  }

  @Test
  void numbersBeyondDecimalsAreFloatingPoint() {
    JsonQuery query = parse("{\"sql\":\"SELECT ?\",\"parameters\":[1e300]}");
    assertThat(query.request().statement())
        .isEqualTo(
            new Statement.Sql(
                "SELECT ?", List.of(Value.newBuilder().setDoubleValue(1e300).build())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"sql\":\"SELECT 1\"             | the body is not JSON: line 1, column",
        "[]                                | the body must be a JSON object",
        "{}                                | the field \"sql\" is missing",
        "{\"sql\":\" \"}                   | the field \"sql\" is missing",
        "{\"sql\":1}                       | the field \"sql\" must be a string",
        "{\"sql\":\"S\",\"maxrows\":1}     | the body has the unknown field \"maxrows\"",
        "{\"sql\":\"S\",\"sql\":\"T\"}     | Duplicate field 'sql'",
        "{\"sql\":\"S\"} x                 | the body is not JSON",
        "{\"sql\":\"S\",\"maxRows\":0}     | the field \"maxRows\" must be a whole number above 0",
        "{\"sql\":\"S\",\"maxRows\":\"5\"} | the field \"maxRows\" must be a whole number above 0",
        "{\"sql\":\"S\",\"timeout\":\"5\"} | the field \"timeout\" must be a duration",
        "{\"sql\":\"S\",\"timeout\":\"0s\"}| the field \"timeout\" must be a duration above 0",
        "{\"sql\":\"S\",\"engine\":\"x\"}  | the field \"engine\" must be one of auto, native,"
            + " duckdb",
        "{\"sql\":\"S\",\"parameters\":{}} | the field \"parameters\" must be an array",
        "{\"sql\":\"S\",\"parameters\":[1,[]]} | parameter 2 must be a string, a number",
        "{\"sql\":\"S\",\"parameters\":[1e999999999]} | parameter 1 is beyond all numbers",
        "{\"sql\":\"S\\ud800\"}         | the field \"sql\" has half of a character",
        "{\"sql\":\"S\",\"parameters\":[\"\\udc00\"]} | parameter 1 has half of a character",
      })
  void whatIsWrongIsSaid(String body, String message) {
    assertThatThrownBy(() -> parse(body))
        .isInstanceOfSatisfying(
            GatewayException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining(message)
        .hasMessageNotContaining("REDACTED");
  }

  @Test
  void deepNestingIsRefusedInWords() {
    assertThatThrownBy(() -> parse("{\"sql\":\"S\",\"parameters\":" + "[".repeat(5_000)))
        .isInstanceOf(GatewayException.class)
        .hasMessage(
            "the body is not taken: Document nesting depth (1001) exceeds the maximum allowed"
                + " (1000)");
  }

  @Test
  void theSqlMayBeAsLongAsTheBody() {
    String sql = "S".repeat(21_000_000);
    JsonQuery query = parse("{\"sql\":\"%s\"}".formatted(sql));
    assertThat(query.request().statement()).isEqualTo(new Statement.Sql(sql, List.of()));
  }

  private static JsonQuery parse(String body) {
    return JsonQuery.parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
