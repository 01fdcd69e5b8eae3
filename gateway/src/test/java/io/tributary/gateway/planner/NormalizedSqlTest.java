package io.tributary.gateway.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What may share a plan, and what may not.
class NormalizedSqlTest {

  @Test
  void whiteSpaceAndCommentsDoNotCount() {
    assertThat(
            NormalizedSql.of(
                """

                SELECT  a, -- the first
                        b  /* the
                              second */
                FROM\tt
                """))
        .isEqualTo("SELECT a, b FROM t");
  }

  @Test
  void aCommentStandsForABlank() {
    assertThat(NormalizedSql.of("SELECT 1/**/FROM t")).isEqualTo("SELECT 1 FROM t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT 'a  b'        | SELECT 'a b'
          SELECT 'a--b'        | SELECT 'a
          SELECT 'a /* */ b'   | SELECT 'a b'
          SELECT 'it''s  so'   | SELECT 'it''s so'
          SELECT 1 AS "a  b"   | SELECT 1 AS "a b"
          SELECT a             | SELECT A
          SELECT a+b           | SELECT a + b
          SELECT $$a  b$$      | SELECT $$a b$$
          SELECT e'\\'  ' '    | SELECT e'\\' ' '
          SELECT `a  b`        | SELECT `a b`
          """)
  void whatMayDifferStaysApart(String one, String other) {
    assertThat(NormalizedSql.of(one)).isNotEqualTo(NormalizedSql.of(other));
  }

  @Test
  void aQuoteWithinACommentOpensNothing() {
    assertThat(NormalizedSql.of("SELECT 1 -- it's\n  + 2")).isEqualTo("SELECT 1 + 2");
  }
}
