package io.tributary.server.demo;

import io.tributary.testing.TpchQueries;
import java.util.List;

/// What the demo asks.
///
/// @param title one line for people
record DemoQuery(String title, String sql) {

  /// Three queries, each over other sources.
  static List<DemoQuery> all() {
    return List.of(
        shippingPriority(),
        new DemoQuery(
            "TPC-H Q5: revenue within a region, by nation (PostgreSQL and Parquet)",
            TpchQueries.query(5, DemoData::tableName)),
        new DemoQuery(
            "Orders by priority (one source: PostgreSQL runs all of it)",
            """
            SELECT o_orderpriority, count(*) AS orders, sum(o_totalprice) AS total
            FROM sales.public.orders
            WHERE o_orderdate >= DATE '1996-01-01'
            GROUP BY o_orderpriority
            ORDER BY o_orderpriority\
            """));
  }

  /// TPC-H Q3.
  static DemoQuery shippingPriority() {
    return new DemoQuery(
        "TPC-H Q3: the ten most valuable orders not yet shipped (PostgreSQL and Parquet)",
        TpchQueries.query(3, DemoData::tableName));
  }
}
