package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testing.GatewayProcess;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.ServerProcess;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import io.trino.jdbc.TrinoResultSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The plugin as it is shipped in a real Trino server, in front of a real gateway and PostgreSQL.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TributaryInTrinoIT {

  private static final double TINY = 0.01;
  private static final int ORDERS = 15_000;

  /// Trino counts a row where it is read and where it arrives from another stage.
  private static final int NATIONS_READ_AND_SENT = 2 * 25;

  private static final String EVERY_TYPE =
      """
      CREATE TABLE every_type (
        b boolean, i2 smallint, i4 integer, i8 bigint, f4 real, f8 double precision,
        n numeric(15,2), w numeric(38,10), t text, v varchar(10), c char(5), y bytea,
        d date, tm time, ts timestamp, tz timestamptz)
      """;

  private static final String EVERY_VALUE =
      """
      INSERT INTO every_type VALUES (
        true, -32768, 2147483647, -9223372036854775808, 0.1, -1e300,
        -9999999999999.99, 1234567890123456789012345678.0123456789, 'größer', '漢字', 'ab',
        '\\x00ff', '1582-10-04', '23:59:59.999999', '1969-12-31 23:59:59.999999',
        '2026-03-01 13:05:00.123456+02')
      """;

  private static final String NO_VALUE = "INSERT INTO every_type DEFAULT VALUES";

  /// Slow row by row, so that there is something to cancel.
  private static final String SLOW_VIEW =
      "CREATE VIEW slow AS SELECT g, pg_sleep(0.05)::text AS s FROM generate_series(1, 100000) g";

  private static final String BIG =
      "CREATE TABLE big AS SELECT 9223372036854775807 AS x FROM generate_series(1, 2)";

  /// Averages with halves and thirds of a cent, below zero too, and one of no values.
  private static final List<String> CENTS =
      List.of(
          "CREATE TABLE cents (g integer, x numeric(10,2))",
          "INSERT INTO cents SELECT i % 8, CASE WHEN i % 8 > 0 THEN (i % 8 - 4) * i * 0.37 END"
              + " FROM generate_series(1, 100) i");

  private static final String NESTED =
      """
      {"id": 1, "tags": ["a", "b"], "address": {"street": "Main", "number": 7}}
      {"id": 2, "tags": [], "address": null}
      {"id": 3, "tags": null, "address": {"street": null, "number": 8}}
      """;

  private static final List<String> IN_TRINO =
      List.of("set session sales.aggregation_pushdown_enabled = false");

  @TempDir static Path folder;

  private static PostgresServer postgres;
  private static TrinoWithTributary servers;

  @BeforeAll
  static void startServers() throws IOException, InterruptedException, SQLException {
    postgres = PostgresServer.start();
    try (Connection connection = postgres.connect()) {
      new TpchData(TINY).loadIntoPostgres(connection, "public", List.of(TpchTable.ORDERS));
    }
    postgres.execute(EVERY_TYPE, EVERY_VALUE, NO_VALUE, SLOW_VIEW, BIG);
    postgres.execute(CENTS.toArray(String[]::new));
    Path lake = Files.createDirectories(folder.resolve("lake"));
    Files.writeString(lake.resolve("people.ndjson"), NESTED);
    servers =
        TrinoWithTributary.start(
            folder,
            Map.of(
                "sales",
                    GatewayProcess.postgresSource(postgres, postgres.port())
                        + "\nnative-queries=true\n",
                "lake", "connector.name=files\nlocation=" + lake,
                "gone", GatewayProcess.postgresSource(postgres, ServerProcess.freePort())),
            Map.of(
                "sales", catalog("tributary.source=sales"),
                "everything", catalog("tributary.organization=" + GatewayProcess.ORGANIZATION),
                "stranger", catalog("tributary.source=sales").replace("open", "close")));
  }

  private static String catalog(String property) {
    return GatewayProcess.catalog("{gateway}", property);
  }

  @AfterAll
  static void stopServers() {
    if (servers != null) {
      servers.close();
    }
    postgres.close();
  }

  @Test
  void orders_behind_the_gateway_join_what_trino_has() throws SQLException {
    String federated =
        """
        select o_orderpriority, count(*)
        from sales.public.orders join tpch.tiny.lineitem on orders.o_orderkey = lineitem.orderkey
        group by 1 order by 1
        """;
    String trinoAlone =
        """
        select orderpriority, count(*)
        from tpch.tiny.orders join tpch.tiny.lineitem on orders.orderkey = lineitem.orderkey
        group by 1 order by 1
        """;

    assertThat(rows(federated)).hasSize(5).isEqualTo(rows(trinoAlone));
  }

  @Test
  void a_query_in_the_sources_own_sql_is_a_table() throws SQLException {
    String text =
        "SELECT o_orderpriority AS priority, o_totalprice AS price FROM orders WHERE o_comment ~"
            + " ''^[a-m]''";
    String trino =
        "SELECT orderpriority, count(*) FROM tpch.tiny.orders WHERE regexp_like(comment, '^[a-m]')"
            + " GROUP BY 1 ORDER BY 1";
    for (String function :
        List.of(
            "sales.system.native_query(query => '%s')",
            "everything.system.native_query(source => 'sales', query => '%s')")) {
      String sql =
          "SELECT priority, count(*) FROM TABLE(%s) GROUP BY 1 ORDER BY 1"
              .formatted(function.formatted(text));
      assertThat(rows(sql)).hasSize(5).isEqualTo(rows(trino));
      assertThat(plan(sql)).contains("aggregation(").doesNotContain("Aggregate[");
    }
  }

  @Test
  void what_a_source_says_of_its_own_sql_is_told() {
    assertThatThrownBy(() ->
            rows("SELECT * FROM TABLE(sales.system.native_query(query => 'SELECT 1 FORM orders'))"))
        .hasMessageContaining("source sales refuses the query: syntax error")
        .hasMessageContaining("(line 1, column 15 of the query)");
  }

  @Test
  void only_the_columns_that_a_query_needs_are_read() throws SQLException {
    assertThat(plan("select upper(o_comment) from sales.public.orders where o_custkey > 0"))
        .contains("sales.public.orders columns=[o_comment]");
  }

  @Test
  void only_the_rows_that_a_predicate_leaves_are_read() throws SQLException {
    String sql =
        """
        select o_comment from sales.public.orders
        where o_orderkey <= 1000 and o_orderdate >= date '1996-01-01'
          and o_orderpriority in ('1-URGENT', '2-HIGH') and o_totalprice < 200000.00
        """;
    String trinoAlone =
        """
        select comment from tpch.tiny.orders
        where orderkey <= 1000 and orderdate >= date '1996-01-01'
          and orderpriority in ('1-URGENT', '2-HIGH') and totalprice < 200000.00
        """;

    assertThat(rows(sql)).isNotEmpty().containsExactlyInAnyOrderElementsOf(rows(trinoAlone));
    assertThat(rowsRead(sql)).isEqualTo(rows(sql).size());
  }

  @Test
  void a_limit_stops_the_source() throws SQLException {
    assertThat(rowsRead("select o_orderkey from sales.public.orders limit 7")).isEqualTo(7);
  }

  @Test
  void a_limit_beyond_what_the_gateway_counts_stays_in_trino() throws SQLException {
    String all = "select o_comment from sales.public.orders";
    assertThat(plan(all + " limit 2147483647")).contains("limit=2147483647");
    assertThat(plan(all + " limit 2147483648")).contains("Limit[").doesNotContain("limit=");
  }

  @Test
  void rows_are_counted_without_any_column() throws SQLException {
    String sql = "select count(*) from sales.public.orders cross join (values 1, 2) t(n)";
    assertThat(rows(sql)).containsExactly(List.of(2L * ORDERS));
    assertThat(plan(sql)).contains("sales.public.orders columns=[]");
  }

  /// A name that begins with `o_` is that of Trino's own table behind it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from {orders}",
        "select count(*), count(o_comment), count(distinct o_custkey) from {orders}",
        "select o_orderpriority, count(*), max(o_shippriority), min(o_orderdate), max(o_comment)"
            + " from {orders} group by o_orderpriority",
        "select o_custkey, sum(o_orderkey) from {orders} where o_orderdate > date '1997-01-01'"
            + " group by o_custkey",
        "select distinct o_orderstatus, o_orderpriority from {orders}",
        "select o_orderdate, count(*) from {orders} group by o_orderdate having count(*) > 12",
        "select sum(o_orderkey), sum(distinct o_orderkey) from {orders}",
        "select count(*), sum(o_orderkey), min(o_comment) from {orders} where o_orderkey < 0",
        "select o_orderkey, o_comment from {orders} order by o_comment desc, o_orderkey limit 20",
        "select o_comment from {orders} where o_custkey < 100 order by o_orderdate, o_orderkey"
            + " limit 10",
        "select o_custkey, count(*) as n from {orders} group by o_custkey"
            + " order by n desc, o_custkey limit 5",
        "select count(*) from (select o_custkey from {orders} group by o_custkey)",
      })
  void groups_and_first_rows_are_the_gateways_work(String sql) throws SQLException {
    String pushed = sql.replace("{orders}", "sales.public.orders");
    String alone = sql.replace("{orders}", "tpch.tiny.orders").replace("o_", "");

    assertThat(texts(pushed)).containsExactlyInAnyOrderElementsOf(texts(alone));
    assertThat(rowsRead(pushed)).isEqualTo(texts(pushed).size());
    assertThat(plan(pushed)).doesNotContain("Aggregate", "TopN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select c, count(*) from {t} group by c",
        "select count(*) filter (where b) from {t}",
        "select i4, i8, count(*) from {t} group by grouping sets (i4, i8)",
      })
  void groups_that_may_differ_stay_in_trino(String sql) throws SQLException {
    assertThat(plan(sql.replace("{t}", "sales.public.every_type"))).contains("Aggregate");
  }

  @Test
  void groups_of_every_type_have_its_values() throws SQLException {
    for (String column :
        List.of("b", "i2", "i4", "i8", "n", "w", "t", "v", "d", "tm", "ts", "tz")) {
      assertThat(
              texts(
                  "select %s, count(*), min(%s) from sales.public.every_type group by %s"
                      .formatted(column, column, column)))
          .as(column)
          .containsExactlyInAnyOrderElementsOf(
              texts("select %s, 1, %s from sales.public.every_type".formatted(column, column)));
    }
  }

  @Test
  void first_rows_of_every_type_put_null_where_it_belongs() throws SQLException {
    for (String column :
        List.of("b", "i2", "i4", "i8", "f4", "f8", "n", "w", "t", "v", "d", "tm", "ts", "tz")) {
      String sql = "select i2 from sales.public.every_type order by %s %s limit 1";
      assertThat(texts(sql.formatted(column, "nulls first")))
          .as(column)
          .containsExactly(Arrays.asList((String) null));
      assertThat(texts(sql.formatted(column, "desc nulls last")))
          .as(column)
          .containsExactly(List.of("-32768"));
    }
  }

  @Test
  void a_join_of_texts_of_different_lengths_reads_what_its_other_side_needs() throws SQLException {
    String sql =
        """
        select o_orderkey from sales.public.orders join tpch.tiny.nation
          on o_clerk = cast(concat('Clerk#', lpad(cast(nationkey as varchar), 9, '0')) as varchar(30))
        """;
    String alone = sql.replace("sales.public.orders", "tpch.tiny.orders").replace("o_", "");

    assertThat(texts(sql)).isNotEmpty().containsExactlyInAnyOrderElementsOf(texts(alone));
    assertThat(rowsRead(sql)).isEqualTo(NATIONS_READ_AND_SENT + texts(sql).size());
  }

  @Test
  void a_join_reads_what_its_other_side_needs() throws SQLException {
    String sql =
        """
        select o_comment from sales.public.orders join tpch.tiny.nation on o_orderkey = nationkey
        """;
    String trinoAlone =
        """
        select o.comment from tpch.tiny.orders o join tpch.tiny.nation on orderkey = nationkey
        """;

    assertThat(rows(sql)).isNotEmpty().containsExactlyInAnyOrderElementsOf(rows(trinoAlone));
    assertThat(rowsRead(sql)).isEqualTo(NATIONS_READ_AND_SENT + rows(sql).size());
  }

  @Test
  void groups_are_only_made_for_what_a_join_needs() throws SQLException {
    String sql =
        """
        select * from (select o_orderkey, count(*) from sales.public.orders group by o_orderkey)
        join tpch.tiny.nation on o_orderkey = nationkey
        """;

    assertThat(rowsRead(sql)).isEqualTo(NATIONS_READ_AND_SENT + rows(sql).size());
  }

  @Test
  void a_join_whose_other_side_is_empty_reads_nothing() throws SQLException {
    assertThat(
            rowsRead(
                """
                select o_comment from sales.public.orders
                join tpch.tiny.nation on o_orderkey = nationkey where name = 'NOWHERE'
                """))
        .isEqualTo(25);
  }

  @Test
  void the_first_rows_are_chosen_before_a_join() throws SQLException {
    String sql =
        """
        select orderkey from
          (select o_orderkey as orderkey from sales.public.orders order by o_orderkey desc limit 9)
        join tpch.tiny.nation on orderkey = nationkey
        """;

    assertThat(rows(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select a.o_comment, b.o_orderdate from {orders} a join {orders} b"
            + " on a.o_custkey = b.o_custkey where a.o_orderkey < 100",
        "select a.o_orderkey, b.o_orderkey, b.o_comment from {orders} a left join {orders} b"
            + " on a.o_custkey = b.o_custkey and a.o_orderdate < b.o_orderdate"
            + " where a.o_orderkey < 100",
        "select a.o_orderkey, b.o_orderkey from (select * from {orders} where o_orderkey < 40) a"
            + " full join (select * from {orders} where o_orderkey between 20 and 60) b"
            + " on a.o_orderkey = b.o_orderkey",
        "select a.o_orderpriority, count(*), max(b.o_comment) from {orders} a join {orders} b"
            + " on a.o_orderkey = b.o_orderkey group by a.o_orderpriority",
        "select a.o_custkey, n from {orders} a join (select o_custkey, count(*) as n from {orders}"
            + " group by o_custkey) b on a.o_custkey = b.o_custkey where a.o_orderkey < 50",
      })
  void tables_behind_the_gateway_are_joined_there(String sql) throws SQLException {
    String pushed = sql.replace("{orders}", "sales.public.orders");
    // Of the same types as in PostgreSQL.
    String alone =
        sql.replace(
                "{orders}",
                "(select orderkey, cast(custkey as integer) as custkey, orderdate, orderpriority,"
                    + " comment from tpch.tiny.orders)")
            .replace("o_", "");
    List<String> eager =
        List.of(
            "set session sales.join_pushdown_strategy = 'EAGER'",
            "set session sales.join_pushdown_enabled = true");

    assertThat(texts(pushed, eager)).containsExactlyInAnyOrderElementsOf(texts(alone));
    assertThat(texts("explain " + pushed, eager).toString()).doesNotContain("Join[", "Aggregate");
  }

  @Test
  void a_join_that_grows_is_left_to_trino() throws SQLException {
    assertThat(
            plan(
                """
                select count(*) from sales.public.orders a
                join sales.public.orders b on a.o_orderstatus = b.o_orderstatus
                """))
        .contains("Join[");
  }

  @Test
  void a_join_that_shrinks_is_the_gateways_work() throws SQLException {
    assertThat(
            plan(
                """
                select a.o_comment, b.o_comment from sales.public.orders a
                join sales.public.orders b on a.o_orderkey = b.o_orderkey
                """))
        .doesNotContain("Join[");
  }

  @Test
  void texts_of_different_lengths_are_joined_by_the_gateway() throws SQLException {
    String sql =
        """
        select a.o_orderkey, b.o_clerk from sales.public.orders a
        join (select o_clerk, cast(o_comment as varchar) as note from sales.public.orders) b
          on a.o_comment = b.note
        where a.o_orderkey < 100
        """;
    String alone = sql.replace("sales.public.orders", "tpch.tiny.orders").replace("o_", "");

    assertThat(plan(sql)).doesNotContain("Join[");
    assertThat(texts(sql)).isNotEmpty().containsExactlyInAnyOrderElementsOf(texts(alone));
  }

  @Test
  void texts_of_several_lengths_are_grouped_by_the_gateway() throws SQLException {
    String sql =
        """
        select cast(o_orderstatus as varchar(15)), count(*), max(cast(o_clerk as varchar))
        from sales.public.orders group by 1
        """;
    String alone = sql.replace("sales.public.orders", "tpch.tiny.orders").replace("o_", "");

    assertThat(plan(sql)).doesNotContain("Aggregate");
    assertThat(texts(sql)).containsExactlyInAnyOrderElementsOf(texts(alone));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aggregation_pushdown_enabled | select count(*) from sales.public.orders | Aggregate",
        "topn_pushdown_enabled | select o_comment from sales.public.orders order by 1 limit 3 |"
            + " TopN",
        "join_pushdown_enabled | select a.o_comment from sales.public.orders a join"
            + " sales.public.orders b on a.o_orderkey = b.o_orderkey | Join[",
      })
  void a_session_may_keep_work_in_trino(String property, String sql, String operator)
      throws SQLException {
    String off = "set session sales.%s = false".formatted(property);

    assertThat(texts("explain " + sql, List.of(off)).toString()).contains(operator);
    assertThat(plan(sql)).doesNotContain(operator);
  }

  @Test
  void a_predicate_after_a_limit_does_not_go_before_it() throws SQLException {
    String first = "(select o_orderkey as k from sales.public.orders order by 1 limit 7)";
    assertThat(texts("select k from %s where k > 3".formatted(first)))
        .containsExactlyInAnyOrder(List.of("4"), List.of("5"), List.of("6"), List.of("7"));
    assertThat(
            texts(
                "select k > 0 from (select o_orderkey as k from sales.public.orders limit 7) where"
                    + " k > 0"))
        .hasSize(7);
  }

  @Test
  void sums_and_averages_have_trinos_types() throws SQLException {
    for (String column : List.of("i2", "i4", "i8", "f4", "f8", "n", "w")) {
      String pushed =
          "select sum(%s), avg(%s) from sales.public.every_type".formatted(column, column);
      assertThat(plan(pushed)).as(column).doesNotContain("Aggregate");
      String typed = "select typeof(s), s, typeof(a), a from (%s) t(s, a)".formatted(pushed);
      assertThat(texts(typed)).as(column).isEqualTo(texts(typed, IN_TRINO));
    }
  }

  @Test
  void averages_of_decimals_are_rounded_as_trino_does() throws SQLException {
    String pushed = "select g, avg(x) from sales.public.cents group by g";

    assertThat(texts(pushed))
        .hasSize(8)
        .containsExactlyInAnyOrderElementsOf(texts(pushed, IN_TRINO));
    assertThat(plan(pushed)).doesNotContain("Aggregate");
  }

  @Test
  void a_sum_that_does_not_fit_is_an_error() {
    assertThatThrownBy(() -> rows("select sum(x) from sales.public.big"))
        .hasMessageContaining("out of range");
  }

  @Test
  void a_predicate_that_no_row_fulfils_reads_nothing() throws SQLException {
    assertThat(rows("select * from sales.public.orders where o_orderkey < 0 and o_orderkey > 1"))
        .isEmpty();
  }

  @Test
  void every_type_arrives_with_its_value_and_its_null() throws SQLException {
    assertThat(texts("select * from sales.public.every_type where b"))
        .containsExactly(
            Arrays.asList(
                "true",
                "-32768",
                "2147483647",
                "-9223372036854775808",
                "0.1",
                "-1.0E300",
                "-9999999999999.99",
                "1234567890123456789012345678.0123456789",
                "größer",
                "漢字",
                "ab",
                "0x00FF",
                "1582-10-04",
                "23:59:59.999999",
                "1969-12-31 23:59:59.999999",
                "2026-03-01 11:05:00.123456 UTC"));
    assertThat(texts("select * from sales.public.every_type where b is null"))
        .containsExactly(Collections.nCopies(16, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b = true",
        "i2 = -32768",
        "i4 > 2147483646",
        "i8 = -9223372036854775808",
        "f4 = real '0.1'",
        "f8 < -1e299",
        "n = -9999999999999.99",
        "w between 1234567890123456789012345678.0 and 1234567890123456789012345678.1",
        "t = 'größer'",
        "v in ('漢字', 'x')",
        "v in ('漢字', 'longer than ten letters')",
        "v > 'a' and v < '漢字, and longer'",
        "v like '漢%'",
        "v > t",
        "cast(v as varchar) = '漢字'",
        "coalesce(v, 'none') = '漢字' and v <> t",
        "y = x'00ff'",
        "d = date '1582-10-04'",
        "tm = time '23:59:59.999999'",
        "ts = timestamp '1969-12-31 23:59:59.999999'",
        "tz = timestamp '2026-03-01 11:05:00.123456 UTC'"
      })
  void a_predicate_on_any_type_selects_its_row_at_the_source(String predicate) throws SQLException {
    String sql = "select i4 from sales.public.every_type where " + predicate;

    assertThat(rows(sql)).containsExactly(List.of(Integer.MAX_VALUE));
    assertThat(rowsRead(sql)).isEqualTo(1);
  }

  @Test
  void a_predicate_on_fixed_length_text_is_left_to_trino() throws SQLException {
    String sql = "select i4 from sales.public.every_type where c = 'ab'";

    assertThat(rows(sql)).containsExactly(List.of(Integer.MAX_VALUE));
    assertThat(rowsRead(sql)).isEqualTo(2);
  }

  @Test
  void schemas_tables_and_columns_are_listed() throws SQLException {
    assertThat(rows("show schemas from sales")).contains(List.of("public"));
    assertThat(rows("show tables from sales.public"))
        .containsExactly(
            List.of("big"),
            List.of("cents"),
            List.of("every_type"),
            List.of("orders"),
            List.of("slow"));
    assertThat(
            rows(
                """
                select column_name, data_type, is_nullable from sales.information_schema.columns
                where table_schema = 'public' and table_name = 'orders'
                order by ordinal_position limit 4
                """))
        .containsExactly(
            List.of("o_orderkey", "bigint", "NO"),
            List.of("o_custkey", "integer", "NO"),
            List.of("o_orderstatus", "varchar(1)", "NO"),
            List.of("o_totalprice", "decimal(15,2)", "NO"));
  }

  @Test
  void a_catalog_of_all_sources_shows_those_that_answer() throws SQLException {
    assertThat(rows("show schemas from everything")).contains(List.of("sales.public"));
    assertThat(rows("select count(*) from everything.\"sales.public\".orders"))
        .containsExactly(List.of((long) ORDERS));
  }

  @Test
  void lists_and_structs_of_files_are_arrays_and_rows() throws SQLException {
    assertThat(
            rows(
                """
                select id, array_join(tags, '+'), address.street, address.number
                from everything."lake.main".people order by id
                """))
        .containsExactly(
            Arrays.asList(1L, "a+b", "Main", 7L),
            Arrays.asList(2L, "", null, null),
            Arrays.asList(3L, null, null, 8L));
  }

  @Test
  void fields_of_structs_are_read_alone() throws SQLException {
    String sql =
        """
        select sum(address.number) from everything."lake.main".people where address.street = 'Main'
        """;
    assertThat(rows(sql)).containsExactly(List.of(7L));
    assertThat(plan(sql)).doesNotContain("Aggregate", "Filter", "row(");
  }

  @Test
  void a_source_that_is_down_is_an_external_error_that_names_it() throws SQLException {
    assertThatThrownBy(() -> rows("select * from everything.\"gone.public\".orders"))
        .hasMessageContaining("gone");
    assertThat(typeOfLastError()).isEqualTo("EXTERNAL");
  }

  @Test
  void a_catalog_with_a_wrong_token_is_an_external_error_that_names_the_setting()
      throws SQLException {
    assertThatThrownBy(() -> rows("select * from stranger.public.orders"))
        .hasMessageContaining("does not accept this catalog's tributary.token");
    assertThat(typeOfLastError()).isEqualTo("EXTERNAL");
  }

  @Test
  void a_cancelled_query_ends_at_the_source() throws Exception {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> query =
          executor.submit(() -> statement.executeQuery("select * from sales.public.slow").next());
      awaitSlowQueries(true);

      statement.cancel();

      awaitSlowQueries(false);
      assertThatThrownBy(query::get).hasCauseInstanceOf(SQLException.class);
    }
  }

  @Test
  void a_table_that_does_not_exist_is_trinos_own_error() {
    assertThatThrownBy(() -> rows("select * from sales.public.odrers"))
        .hasMessageContaining("Table 'sales.public.odrers' does not exist");
  }

  /// Last but one: every other test needs the gateway.
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void a_gateway_that_dies_in_a_query_is_an_external_error() throws Exception {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> query =
          executor.submit(
              () -> statement.executeQuery("select max(s) from sales.public.slow").next());
      awaitSlowQueries(true);

      servers.killGateway();

      assertThatThrownBy(query::get)
          .hasCauseInstanceOf(SQLException.class)
          .hasMessageContaining("The Tributary gateway at " + servers.gatewayAddress());
      assertThat(typeOfLastError()).isEqualTo("EXTERNAL");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(n * (1 - n))",
        "max(n + DECIMAL '0.001')",
        "sum(n - 12345678901.5)",
        "sum(CAST(i4 AS bigint) - 7)",
        "sum(f8 * 2E0 - f8)",
        "count(DISTINCT CAST(i4 AS bigint) - i4)"
      })
  void aggregatesOfArithmeticAreHandedOver(String aggregate) throws SQLException {
    String sql = "SELECT %s FROM sales.public.every_type".formatted(aggregate);
    String inTrino =
        """
        SELECT %s FROM (VALUES
          (CAST(-9999999999999.99 AS decimal(15,2)), 2147483647, BIGINT '-9223372036854775808', -1E300),
          (NULL, NULL, NULL, NULL)) AS t (n, i4, i8, f8)
        """
            .formatted(aggregate);

    assertThat(plan(sql)).contains("aggregation(").doesNotContain("Aggregate[");
    assertThat(texts(sql)).isEqualTo(texts(inTrino));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CASE WHEN i8 > 0 THEN i8 - 1 ELSE i4 END",
        "if(i8 > 0, i8 * i8, i4)",
        "coalesce(i4, i8 + i8)"
      })
  void whatTrinoDoesNotTakeDoesNotOverflow(String chosen) throws SQLException {
    assertThat(texts("SELECT %s FROM sales.public.every_type WHERE b".formatted(chosen)))
        .containsExactly(List.of("2147483647"));
  }

  @Test
  void groupsOfGroupsAreHandedOver() throws SQLException {
    String sql =
        "SELECT max(n), count(n) FROM (SELECT count(*) AS n FROM sales.public.cents GROUP BY g)";

    assertThat(plan(sql)).contains("aggregation(aggregation(").doesNotContain("Aggregate[");
    assertThat(texts(sql)).isEqualTo(List.of(List.of("13", "8")));
  }

  @Test
  void productsWithTooManyDigitsStayInTrino() throws SQLException {
    assertThat(plan("SELECT sum(w * n) FROM sales.public.every_type")).contains("Aggregate[");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void without_its_gateway_a_query_fails_with_an_external_error_that_names_the_address()
      throws SQLException {
    assertThatThrownBy(() -> rows("select * from sales.public.orders"))
        .hasMessageContaining("The Tributary gateway at " + servers.gatewayAddress())
        .hasMessageContaining("cannot be reached");
    assertThat(typeOfLastError()).isEqualTo("EXTERNAL");
  }

  private static List<List<Object>> rows(String sql) throws SQLException {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      List<List<Object>> rows = new ArrayList<>();
      while (results.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
          row.add(results.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static List<List<String>> texts(String sql) throws SQLException {
    return texts(sql, List.of());
  }

  /// @param settings statements before it
  private static List<List<String>> texts(String sql, List<String> settings) throws SQLException {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement()) {
      for (String setting : settings) {
        statement.execute(setting);
      }
      ResultSet results = statement.executeQuery(sql);
      List<List<String>> rows = new ArrayList<>();
      while (results.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
          row.add(results.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static String plan(String sql) throws SQLException {
    return String.valueOf(rows("explain " + sql).getFirst().getFirst());
  }

  /// How many rows the sources of a query gave to Trino.
  private static long rowsRead(String sql) throws SQLException {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      while (results.next()) {}
      return results.unwrap(TrinoResultSet.class).getStats().getProcessedRows();
    }
  }

  private static String typeOfLastError() throws SQLException {
    return String.valueOf(
        rows("""
        select error_type from system.runtime.queries
        where state = 'FAILED' order by created desc limit 1
        """)
            .getFirst()
            .getFirst());
  }

  private static void awaitSlowQueries(boolean running) throws SQLException {
    String sql =
        """
        select count(*) > 0 from pg_stat_activity
        where state <> 'idle' and query like '%slow%' and pid <> pg_backend_pid()
        """;
    Instant end = Instant.now().plusSeconds(30);
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet results = statement.executeQuery(sql)) {
          results.next();
          if (results.getBoolean(1) == running) {
            return;
          }
        }
        assertThat(Instant.now()).as("a query on the view is running: %s", running).isBefore(end);
        Thread.onSpinWait();
      }
    }
  }
}
