package io.tributary.connector.postgresql;

import io.tributary.connector.ScannedTable;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.jdbc.QuotedName;
import io.tributary.connector.jdbc.RangedScan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// Ranges of a table by where its rows lie, each of as many blocks, which servers from version 14
/// on go straight to.
final class CtidRanges {
  private static final int FIRST_VERSION = 14;

  /// Below this size one connection is done before another has begun.
  private static final long FEWEST_BLOCKS = 2_048;

  private static final long MOST_BLOCKS_OF_RANGE = 8_192;

  /// A smaller part is not worth a stream of its own.
  private static final long FEWEST_BLOCKS_OF_PART = 1_024;

  /// So that no connection has much left to read when the others are done.
  private static final int RANGES_PER_CONNECTION = 4;

  private final Connection connection;
  private final SourceQuery query;
  private final ScannedTable table;

  /// @param query with a scan
  private CtidRanges(Connection connection, SourceQuery query) {
    this.connection = connection;
    this.query = query;
    this.table = query.scan().orElseThrow();
  }

  /// Ranges to be taken one after the other.
  ///
  /// @param connections that may read at once
  static RangedScan of(Connection connection, SourceQuery query, int connections)
      throws SQLException {
    long ranges = (long) connections * RANGES_PER_CONNECTION;
    return find(connection, query, blocks -> Math.clamp(blocks / ranges, 1, MOST_BLOCKS_OF_RANGE));
  }

  /// One range for each reader.
  ///
  /// @param most readers
  static RangedScan parts(Connection connection, SourceQuery query, int most) throws SQLException {
    return find(
        connection,
        query,
        blocks -> Math.ceilDiv(blocks, Math.clamp(blocks / FEWEST_BLOCKS_OF_PART, 1, (long) most)));
  }

  private static RangedScan find(
      Connection connection, SourceQuery query, LongUnaryOperator blocksOfRange)
      throws SQLException {
    return query.scan().isEmpty()
        ? RangedScan.NONE
        : new CtidRanges(connection, query).find(blocksOfRange);
  }

  private RangedScan find(LongUnaryOperator blocksOfRange) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < FIRST_VERSION) {
      return RangedScan.NONE;
    }
    long blocks = blocks();
    if (blocks < FEWEST_BLOCKS || !readsAllOfTheTable()) {
      return RangedScan.NONE;
    }
    return new RangedScan(snapshot(), queries(blocks, blocksOfRange.applyAsLong(blocks)));
  }

  /// The table's size; none where it is no plain table, or the role may not read all of its
  /// columns, as a range does.
  private long blocks() throws SQLException {
    String sql =
        """
        SELECT pg_relation_size(oid) / current_setting('block_size')::bigint
        FROM pg_class
        WHERE oid = to_regclass(?) AND relkind = 'r' AND has_table_privilege(oid, 'SELECT')\
        """;
    try (PreparedStatement size = connection.prepareStatement(sql)) {
      size.setString(1, name());
      try (ResultSet rows = size.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /// What an index finds at once would be looked for again in every range, and what the server does
  /// with several workers it does no sooner for several connections.
  private boolean readsAllOfTheTable() throws SQLException {
    try (Statement explain = connection.createStatement();
        ResultSet lines = explain.executeQuery("EXPLAIN (COSTS OFF) " + query.sql())) {
      boolean scans = false;
      for (int line = 0; lines.next(); line++) {
        String text = lines.getString(1).strip();
        boolean step = line == 0 || text.startsWith("->");
        if (step && text.contains("Parallel ")) {
          return false;
        }
        scans |= step && text.contains("Seq Scan on ");
      }
      return scans;
    }
  }

  /// From now on all that this transaction reads is of one moment, which others can have, too.
  private String snapshot() throws SQLException {
    connection.rollback();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      try (ResultSet rows = statement.executeQuery("SELECT pg_export_snapshot()")) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /// The last range goes on to wherever the table ends by now.
  private List<String> queries(long blocks, long each) {
    List<String> queries = new ArrayList<>();
    for (long from = 0; from < blocks; from += each) {
      long to = from + each;
      String upTo = to < blocks ? " AND ctid < '(%d,0)'::tid".formatted(to) : "";
      queries.add(
          table.over(
              "(SELECT * FROM %s WHERE ctid >= '(%d,0)'::tid%s)".formatted(name(), from, upTo)));
    }
    return queries;
  }

  private String name() {
    return QuotedName.of(table.name().schema()) + "." + QuotedName.of(table.name().table());
  }
}
