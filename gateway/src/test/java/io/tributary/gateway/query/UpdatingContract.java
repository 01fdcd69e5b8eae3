package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What `UPDATE` does to a source that computes values.
abstract class UpdatingContract extends WritingContract {
  private static final String ROWS =
      """
      SELECT i::INTEGER AS id, (i * 3 % 7)::INTEGER AS a,
        CASE WHEN i % 4 = 0 THEN NULL ELSE i % 5 END::INTEGER AS b, i::BIGINT AS large,
        (i * 1.25)::DECIMAL(12,2) AS price, 'note ' || i AS note, DATE '2024-01-01' + i::INTEGER AS day,
        i % 2 = 0 AS even, (i * 0.5)::DOUBLE AS x, (i * 0.1)::REAL AS f, TIMESTAMP '2024-02-29 12:00:00.5' AS moment
      FROM range(50) r(i)\
      """;

  @Test
  void rowsAreUpdatedAsInDuckDb() throws Exception {
    assertChangesAlike(
        ROWS,
        List.of(
            "UPDATE %s SET a = 7, note = 'it''s \\ ? \"x\" 🌊' WHERE id = 3",
            "UPDATE %s AS t SET price = t.price + 1, large = a WHERE t.id < 10 AND b <> 2;",
            "update %s t\nset day=NULL,even=a > 3\nwhere\nid between 5 and 30",
            "UPDATE %s SET x = f WHERE id > 5",
            "UPDATE %s SET a = NULL, day = NULL WHERE id IN (1, 2, 40)",
            "UPDATE %s SET x = 0.5, even = true, moment = TIMESTAMP '1999-12-31 23:59:59.999999'",
            "UPDATE %s SET day = '2024-02-29', a = 7.0, price = 2 WHERE id >= 48",
            "UPDATE %s SET a = CASE WHEN b IS NULL THEN 0 ELSE b * 2 END WHERE id > 10",
            "UPDATE %s SET note = note, price = CAST(3 AS DECIMAL(5,1)) WHERE note IS NOT NULL"));
  }

  /// Databases assign at once or from left to right.
  @Test
  void valuesAreComputedFromTheOldOnes() throws Exception {
    assertChangesAlike(
        ROWS,
        List.of(
            "UPDATE %s SET a = b, b = a",
            "UPDATE %s SET a = a + 1, b = a, large = a",
            "UPDATE %s SET a = 5, b = a WHERE id < 20"));
  }

  /// Also those that had the values already.
  @Test
  void rowsThatAreMatchedAreCounted() throws Exception {
    assertChangesAlike(
        ROWS,
        List.of(
            "UPDATE %s SET a = 1 WHERE id < 7",
            "UPDATE %s SET a = 1 WHERE id < 9",
            "UPDATE %s SET id = id",
            "UPDATE %s SET a = 2 WHERE id = 99",
            "UPDATE %s SET a = 2 WHERE false"));
  }

  /// Of any source, also of the table itself.
  @Test
  void subQueriesThatAskNothingOfTheRowAreConstants() {
    answer("CREATE TABLE %s AS %s".formatted(table("t"), ROWS));
    String t = table("t");
    assertThat(
            count(
                "UPDATE %s SET a = (SELECT max(id) FROM %s), b = 2 + (SELECT min(id) FROM lake.main.orders), note = (SELECT note FROM %s WHERE id > 99) WHERE id = 3"
                    .formatted(t, t, t)))
        .isEqualTo(1);
    assertSame(
        "SELECT id, a, b, note FROM %s WHERE id = 3".formatted(t),
        "SELECT 3::INTEGER, 49::INTEGER, 2::INTEGER AS b," + " NULL::VARCHAR");
    assertThat(failure("UPDATE %s SET a = (SELECT id FROM %s)".formatted(t, t), "one row"))
        .isEqualTo(ErrorCode.DATA_ERROR);
  }

  @Test
  void aValueThatDoesNotFitChangesNothing() {
    answer("CREATE TABLE %s AS %s".formatted(table("t"), ROWS));
    assertThat(failure("UPDATE %s SET a = 3000000000".formatted(table("t")), "column a", "fit"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(failure("UPDATE %s SET price = 1.255".formatted(table("t")), "column price"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertThat(failure("UPDATE %s SET a = 7.5".formatted(table("t")), "column a", "7.5"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    answer("UPDATE %s SET large = 9999999999 WHERE id = 40".formatted(table("t")));
    assertThat(failure("UPDATE %s SET a = large".formatted(table("t")), "source shop"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    answer("UPDATE %s SET large = 40 WHERE id = 40".formatted(table("t")));
    assertThat(failure("UPDATE %s SET price = price + 9999999990".formatted(table("t")), "shop"))
        .isEqualTo(ErrorCode.DATA_ERROR);
    assertSame("SELECT * FROM %s ORDER BY id".formatted(table("t")), ROWS + " ORDER BY i");
  }

  @Test
  void theTimeOfAnUpdateIsAConstant() {
    answer("CREATE TABLE %s AS SELECT DATE '2000-01-01' AS day".formatted(table("t")));
    assertThat(count("UPDATE %s SET day = current_date".formatted(table("t")))).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM %s WHERE day < '2020-01-01'".formatted(table("t"))))
        .isZero();
  }

  @Test
  void whatCouldLoseDigitsWantsACast() {
    answer("CREATE TABLE %s AS %s".formatted(table("t"), ROWS));
    for (String set :
        List.of(
            "price = price * 1.1", "x = large", "a = x", "day = note", "note = id", "a = true")) {
      assertThat(failure("UPDATE %s SET %s".formatted(table("t"), set), "write CAST(… AS "))
          .as(set)
          .isEqualTo(ErrorCode.TYPE_MISMATCH);
    }
  }

  @Test
  void whatTheSourceCannotComputeAloneIsNotUpdated() {
    answer("CREATE TABLE %s AS %s".formatted(table("t"), ROWS));
    for (String rest :
        List.of(
            "a = 1 WHERE id IN (SELECT id FROM lake.main.orders)",
            "large = hash(a)",
            "large = sum(a)",
            "large = row_number() OVER ()",
            "a = 1 WHERE hash(a) > 0")) {
      assertThat(
              failure(
                  "UPDATE %s SET %s".formatted(table("t"), rest),
                  "source shop cannot tell alone which rows to update"))
          .as(rest)
          .isEqualTo(ErrorCode.NOT_SUPPORTED);
    }
    assertThat(failure("UPDATE %s SET x = random()".formatted(table("t")), "differs", "random"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertSame("SELECT * FROM %s ORDER BY id".formatted(table("t")), ROWS + " ORDER BY i");
  }

  @Test
  void namesInAnUpdateAreChecked() {
    answer("CREATE TABLE %s (a INTEGER, b INTEGER)".formatted(table("t")));
    assertThat(failure("UPDATE %s SET c = 1".formatted(table("t")), "column \"c\"", "line 1"))
        .isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(failure("UPDATE %s\nSET a=b,\n  b=d".formatted(table("t")), "line 3, column 5", "d"))
        .isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(failure("UPDATE %s SET a = 1, A = 2".formatted(table("t")), "twice"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure("UPDATE %s SET a = 1".formatted(table("nowhere")), "nowhere"))
        .isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(
            failure(
                "UPDATE readonly.%s.t SET a = 1".formatted(schema()),
                "source readonly is read only"))
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void aBatchIsAllOrNothing() {
    answer("CREATE TABLE %s (id INTEGER, a INTEGER NOT NULL)".formatted(table("t")));
    answer("INSERT INTO %s VALUES (1, 1), (2, 2)".formatted(table("t")));
    String update = "UPDATE %s SET a = ? WHERE id = ?".formatted(table("t"));
    Value none = Value.newBuilder().setNullValue(true).build();
    assertThatThrownBy(
            () -> batch(update, List.of(List.of(number(10), number(1)), List.of(none, number(2)))))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_ERROR));
    assertThatThrownBy(() ->
            batch(
                update,
                List.of(
                    List.of(number(10), number(1)), List.of(number(3_000_000_000L), number(2)))))
        .hasMessageContaining("column a")
        .hasMessageContaining("3000000000");
    assertSame(
        "SELECT id, a FROM %s ORDER BY id".formatted(table("t")),
        "SELECT * FROM (VALUES (1, 1), (2, 2)) t(id, a)");
    assertThat(
            batch(
                update,
                List.of(
                    List.of(number(10), number(1)),
                    List.of(number(30), none),
                    List.of(number(20), number(2)),
                    List.of(number(21), number(2)))))
        .isEqualTo(3);
    assertSame(
        "SELECT id, a FROM %s ORDER BY id".formatted(table("t")),
        "SELECT * FROM (VALUES (1, 10), (2, 21)) t(id, a)");
    String delete = "DELETE FROM %s WHERE id = ?".formatted(table("t"));
    assertThat(batch(delete, List.of(List.of(none), List.of(none)))).isZero();
    assertThat(batch(delete, List.of(List.of(number(2)), List.of(number(3))))).isEqualTo(1);
  }

  private static Value number(long value) {
    return Value.newBuilder().setIntegerValue(value).build();
  }

  private long batch(String sql, List<List<Value>> rows) {
    List<QueryRequest> requests =
        rows.stream()
            .map(row ->
                new QueryRequest(
                    QueryId.random(),
                    new Statement.Sql(sql, row),
                    SessionDefaults.NONE,
                    EngineChoice.AUTO,
                    Optional.empty()))
            .toList();
    return changed(requests);
  }

  @Test
  void nullIsNotPutWhereNoneMayBe() {
    answer("CREATE TABLE %s (a INTEGER NOT NULL, b INTEGER)".formatted(table("t")));
    answer("INSERT INTO %s VALUES (1, 2), (3, NULL)".formatted(table("t")));
    for (String set : List.of("a = NULL", "a = b", "a = b WHERE b IS NULL")) {
      assertThat(failure("UPDATE %s SET %s".formatted(table("t"), set), "source shop"))
          .as(set)
          .isEqualTo(ErrorCode.DATA_ERROR);
    }
    assertSame("SELECT a FROM %s ORDER BY a".formatted(table("t")), "SELECT unnest([1, 3]) AS a");
  }
}
