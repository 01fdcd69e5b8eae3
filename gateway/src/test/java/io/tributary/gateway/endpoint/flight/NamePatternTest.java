package io.tributary.gateway.endpoint.flight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "%,        orders,  true",
    "or%,      orders,  true",
    "%er%,     orders,  true",
    "o_ders,   orders,  true",
    "order,    orders,  false",
    "ORDERS,   orders,  false",
    "a.c,      abc,     false",
    "o\\_k,    o_k,     true",
    "o\\_k,    oxk,     false",
    "100\\%,   100%,    true",
    "100\\%,   1000,    false",
    "a\\,      a\\,     true",
    "😀%,      😀s,     true",
    "_s,       😀s,     true",
    "\\😀s,     😀s,     true",
    "😀,       😁,      false",
  })
  void namesMatchAsInSql(String pattern, String name, boolean matches) {
    assertThat(NamePattern.of(pattern).test(name)).isEqualTo(matches);
  }
}
