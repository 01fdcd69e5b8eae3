package io.tributary.gateway.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultFormatTest {
  private static final RequestHeaders POST = RequestHeaders.of(HttpMethod.POST, "/api/v1/query");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                         | JSON",
        "application/x-ndjson                     | NDJSON",
        "text/csv                                 | CSV",
        "text/csv; charset=utf-8                  | CSV",
        "application/vnd.apache.arrow.stream      | ARROW",
        "*/*                                      | JSON",
        "text/*                                   | CSV",
        "application/*                            | JSON",
        "text/html, text/csv                      | CSV",
        "application/json;q=0.5, text/csv;q=0.6   | CSV",
        "application/json;q=0.5, */*;q=0.1        | JSON",
        "*/*;q=0.5, text/csv;q=0.1, application/json;q=0, application/x-ndjson;q=0 | ARROW",
        "application/*, application/json;q=0      | NDJSON",
        "text/csv, application/x-ndjson           | NDJSON",
      })
  void whatWeighsMostIsTaken(String accept, ResultFormat format) {
    assertThat(
            ResultFormat.negotiate(
                POST.toBuilder().set(HttpHeaderNames.ACCEPT, accept).build().accept()))
        .contains(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/*", "text/csv;q=0", "*/*;q=0"})
  void nothingIsTakenThatTheClientDoesNotWant(String accept) {
    assertThat(
            ResultFormat.negotiate(
                POST.toBuilder().set(HttpHeaderNames.ACCEPT, accept).build().accept()))
        .isEmpty();
  }

  @Test
  void whoSaysNothingGetsJson() {
    assertThat(ResultFormat.negotiate(POST.accept())).contains(ResultFormat.JSON);
  }
}
