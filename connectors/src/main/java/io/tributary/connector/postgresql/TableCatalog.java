package io.tributary.connector.postgresql;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableDescription.ForeignKey;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.connector.TableSummary;
import io.tributary.connector.jdbc.JdbcCatalog;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Asks PostgreSQL's own catalog. Never touches the tables themselves.
///
/// What the role may not read at all is not there.
final class TableCatalog implements JdbcCatalog {
  private static final String USER_SCHEMA =
      "left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'";

  private static final String READABLE_TABLE =
      """
      c.relkind IN ('r', 'p', 'f', 'v', 'm') AND %s
        AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')\
      """
          .formatted(USER_SCHEMA);

  private static final String SCHEMAS =
      """
      SELECT n.nspname FROM pg_catalog.pg_namespace n
      WHERE %s AND has_schema_privilege(n.oid, 'USAGE')
      ORDER BY n.nspname COLLATE "C"
      """
          .formatted(USER_SCHEMA);

  private static final String TABLES =
      """
      SELECT n.nspname, c.relname, c.relkind::text,
        coalesce(pg_catalog.obj_description(c.oid, 'pg_class'), '')
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE %s AND (?::text IS NULL OR n.nspname::text = ?)
        AND (?::text IS NULL
          OR (n.nspname::text COLLATE "C", c.relname::text COLLATE "C") >= (?, ?))
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
      LIMIT ?\
      """
          .formatted(READABLE_TABLE);

  private static final String TABLE =
      """
      SELECT c.oid, c.relkind::text, coalesce(pg_catalog.obj_description(c.oid, 'pg_class'), '')
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE %s AND n.nspname::text = ? AND c.relname::text = ?\
      """
          .formatted(READABLE_TABLE);

  private static final String TABLES_NAMED =
      """
      SELECT c.oid, n.nspname, c.relname
      FROM unnest(?::text[], ?::text[]) AS wanted(schema, name)
      JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema
      JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.name
      WHERE %s\
      """
          .formatted(READABLE_TABLE);

  /// Domains are followed to the type that they are of. A table has the rows of those that inherit
  /// from it, too: neither its own NOT NULL nor what a foreign one declares holds for all of them,
  /// and since 18 a NOT NULL that is not validated counts like one that is, over rows without it.
  /// Collations are told where they take different texts for equal, which those of servers before
  /// 12 never do: a JSON has what a row has.
  private static final String COLUMNS =
      """
      WITH RECURSIVE family(relation, member) AS (
        SELECT c.oid, c.oid FROM pg_catalog.pg_class c WHERE c.oid = ANY (?)
        UNION
        SELECT f.relation, i.inhrelid
        FROM family f JOIN pg_catalog.pg_inherits i ON i.inhparent = f.member),
      promises(relation, not_null, lengths) AS (
        SELECT f.relation,
          bool_and(m.relkind = 'p' OR m.relkind = 'r' AND (m.oid = f.relation OR m.relispartition)),
          bool_and(m.relkind <> 'f')
        FROM family f JOIN pg_catalog.pg_class m ON m.oid = f.member
        GROUP BY f.relation),
      unvalidated(relation, attname) AS (
        SELECT f.relation, a.attname
        FROM family f
        JOIN pg_catalog.pg_constraint k ON k.conrelid = f.member AND k.contype = 'n'
          AND NOT k.convalidated
        JOIN pg_catalog.pg_attribute a ON a.attrelid = f.member AND a.attnum = ANY (k.conkey)),
      resolved(relation, attnum, type, modifier) AS (
        SELECT a.attrelid, a.attnum, a.atttypid, a.atttypmod
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid IN (SELECT relation FROM family) AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT r.relation, r.attnum, t.typbasetype, t.typtypmod
        FROM resolved r JOIN pg_catalog.pg_type t ON t.oid = r.type AND t.typtype = 'd')
      SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
        a.attnotnull AND p.not_null AND NOT EXISTS (
          SELECT FROM unvalidated u WHERE u.relation = r.relation AND u.attname = a.attname),
        coalesce(pg_catalog.col_description(a.attrelid, a.attnum), ''), r.type::bigint, r.modifier,
        CASE WHEN t.typcategory = 'A' AND t.typlen = -1 THEN t.typelem::bigint ELSE 0 END,
        r.relation::bigint, p.lengths, l.collname
      FROM resolved r
      JOIN promises p ON p.relation = r.relation
      JOIN pg_catalog.pg_type t ON t.oid = r.type AND t.typtype <> 'd'
      JOIN pg_catalog.pg_attribute a ON a.attrelid = r.relation AND a.attnum = r.attnum
      LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
        AND to_jsonb(l) ->> 'collisdeterministic' = 'false'
      ORDER BY r.relation, a.attnum\
      """;

  /// None of a table that others inherit from, whose rows no key of it holds for.
  private static final String KEYS =
      """
      SELECT k.conname, k.contype::text, %s, rn.nspname, rc.relname, %s
      FROM pg_catalog.pg_constraint k
      LEFT JOIN pg_catalog.pg_class rc ON rc.oid = k.confrelid
      LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
      WHERE k.conrelid = ? AND k.contype IN ('p', 'u', 'f')
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhparent
          WHERE i.inhparent = k.conrelid AND c.relkind = 'r')
      ORDER BY k.contype, k.conname\
      """
          .formatted(
              columnNames("k.conrelid", "k.conkey"), columnNames("k.confrelid", "k.confkey"));

  /// The number of rows when the table was last analysed, scaled by how it has grown since, as
  /// PostgreSQL's own planner does. A partitioned table has what its parts have, one that others
  /// inherit from its own rows and theirs.
  private static final String ROW_COUNT =
      """
      WITH RECURSIVE family(oid) AS (
        SELECT ?::oid
        UNION
        SELECT i.inhrelid FROM family f JOIN pg_catalog.pg_inherits i ON i.inhparent = f.oid),
      parts AS (
        SELECT c.relkind, c.reltuples::float8 AS rows, c.relpages::float8 AS pages,
          CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid)::float8
            / current_setting('block_size')::float8 END AS pages_now
        FROM pg_catalog.pg_class c JOIN family f ON f.oid = c.oid)
      SELECT sum(CASE WHEN rows >= 0 AND pages > 0 AND pages_now IS NOT NULL THEN rows * pages_now / pages
        WHEN pages_now = 0 THEN 0 WHEN rows >= 0 AND pages_now IS NULL THEN rows END)
      FROM parts
      WHERE relkind <> 'p' OR NOT EXISTS (SELECT FROM parts WHERE relkind <> 'p')\
      """;

  private static final String COLUMN_STATISTICS =
      """
      SELECT DISTINCT ON (s.attname) s.attname, n_distinct::float8, null_frac::float8,
        ARRAY(
          SELECT CASE t.typname
              WHEN 'date' THEN CASE WHEN isfinite(value::date)
                THEN (value::date - date '1970-01-01')::text ELSE value::float8::text END
              WHEN 'timestamp' THEN (extract(epoch FROM value::timestamp) * 1000000)::text
              WHEN 'timestamptz' THEN (extract(epoch FROM value::timestamptz) * 1000000)::text
              ELSE value
            END
          FROM unnest(
            CASE WHEN t.typname IN ('int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'date',
                'timestamp', 'timestamptz')
              THEN coalesce(histogram_bounds::text::text[], '{}')
                || coalesce(most_common_vals::text::text[], '{}')
            END) AS known(value))
      FROM pg_catalog.pg_stats s
      LEFT JOIN pg_catalog.pg_attribute a ON a.attname = s.attname
        AND a.attrelid = to_regclass(quote_ident(schemaname) || '.' || quote_ident(tablename))
      LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE schemaname::text = ? AND tablename::text = ?
      ORDER BY s.attname, inherited DESC\
      """;

  private final Connection connection;

  TableCatalog(Connection connection) {
    this.connection = connection;
  }

  @Override
  public List<String> schemas() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SCHEMAS);
        ResultSet rows = statement.executeQuery()) {
      List<String> schemas = new ArrayList<>();
      while (rows.next()) {
        schemas.add(rows.getString(1));
      }
      return schemas;
    }
  }

  @Override
  public TablePage tables(Optional<String> schema, Optional<TableName> from, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, schema.orElse(null));
      statement.setString(2, schema.orElse(null));
      statement.setString(3, from.map(TableName::schema).orElse(null));
      statement.setString(4, from.map(TableName::schema).orElse(null));
      statement.setString(5, from.map(TableName::table).orElse(null));
      // One more than asked for is where the next page begins.
      statement.setLong(6, limit + 1L);
      List<TableSummary> tables = new ArrayList<>();
      Optional<TableName> next = Optional.empty();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          TableName name = new TableName(rows.getString(1), rows.getString(2));
          if (tables.size() == limit) {
            next = Optional.of(name);
          } else {
            tables.add(new TableSummary(name, kind(rows.getString(3)), rows.getString(4)));
          }
        }
      }
      return new TablePage(tables, next);
    }
  }

  @Override
  public Optional<TableDescription> describe(TableName name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      statement.setString(1, name.schema());
      statement.setString(2, name.table());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        long oid = rows.getLong(1);
        String relationKind = rows.getString(2);
        Keys keys = keys(oid);
        return Optional.of(
            new TableDescription(
                name,
                kind(relationKind),
                rows.getString(3),
                columns(Set.of(oid)).getOrDefault(oid, List.of()),
                keys.keys(),
                keys.foreignKeys()));
      }
    }
  }

  @Override
  public TableStatistics statistics(TableName name) throws SQLException {
    OptionalDouble rowCount = rowCount(name);
    Map<String, ColumnStatistics> columns = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMN_STATISTICS)) {
      statement.setString(1, name.schema());
      statement.setString(2, name.table());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.put(
              rows.getString(1),
              new ColumnStatistics(
                  distinctCount(rows.getDouble(2), rowCount),
                  OptionalDouble.of(rows.getDouble(3)),
                  range(rows.getArray(4))));
        }
      }
    }
    return new TableStatistics(rowCount, columns);
  }

  private static Optional<ValueRange> range(Array known) throws SQLException {
    DoubleSummaryStatistics values =
        Stream.of((String[]) known.getArray()).mapToDouble(Double::parseDouble).summaryStatistics();
    return ValueRange.of(values.getMin(), values.getMax());
  }

  /// PostgreSQL writes a count that grows with the table as a negative share of the rows, and 0 for
  /// what it does not know.
  private static OptionalDouble distinctCount(double written, OptionalDouble rowCount) {
    if (written > 0) {
      return OptionalDouble.of(written);
    }
    if (written < 0 && rowCount.isPresent()) {
      return OptionalDouble.of(-written * rowCount.getAsDouble());
    }
    return OptionalDouble.empty();
  }

  private OptionalDouble rowCount(TableName name) throws SQLException {
    long oid;
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      statement.setString(1, name.schema());
      statement.setString(2, name.table());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return OptionalDouble.empty();
        }
        oid = rows.getLong(1);
        if (rows.getString(2).equals("v")) {
          return OptionalDouble.empty();
        }
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(ROW_COUNT)) {
      statement.setLong(1, oid);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        double count = rows.getDouble(1);
        return rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(Math.rint(count));
      }
    }
  }

  @Override
  public Map<TableName, List<ColumnDescription>> columns(List<TableName> tables)
      throws SQLException {
    Map<Long, TableName> names = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES_NAMED)) {
      statement.setArray(1, texts(tables.stream().map(TableName::schema)));
      statement.setArray(2, texts(tables.stream().map(TableName::table)));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.put(rows.getLong(1), new TableName(rows.getString(2), rows.getString(3)));
        }
      }
    }
    Map<Long, List<ColumnDescription>> byOid = columns(names.keySet());
    Map<TableName, List<ColumnDescription>> columns = new HashMap<>();
    names.forEach((oid, name) -> columns.put(name, byOid.getOrDefault(oid, List.of())));
    return columns;
  }

  private Array texts(Stream<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  /// @param oids object identifiers of tables
  /// @return by the same; a table without columns is missing
  private Map<Long, List<ColumnDescription>> columns(Set<Long> oids) throws SQLException {
    Map<Long, List<ColumnDescription>> columns = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setArray(1, connection.createArrayOf("oid", oids.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.computeIfAbsent(rows.getLong(8), _ -> new ArrayList<>()).add(column(rows));
        }
      }
    }
    return columns;
  }

  private static ColumnDescription column(ResultSet row) throws SQLException {
    String declared = row.getString(2);
    boolean nullable = !row.getBoolean(3);
    int type = (int) row.getLong(5);
    int modifier = row.getInt(6);
    ColumnTypes.Delivered delivered =
        ColumnTypes.delivered(type, modifier, (int) row.getLong(7), declared);
    return new ColumnDescription(
        delivered.field(row.getString(1), nullable),
        declared,
        delivered.asTextBecause(),
        row.getString(4),
        Optional.ofNullable(row.getString(10)),
        row.getBoolean(9) ? ColumnTypes.maxLength(type, modifier) : OptionalInt.empty());
  }

  private record Keys(List<TableDescription.Key> keys, List<ForeignKey> foreignKeys) {}

  private Keys keys(long oid) throws SQLException {
    List<TableDescription.Key> keys = new ArrayList<>();
    List<ForeignKey> foreignKeys = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
      statement.setLong(1, oid);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String name = rows.getString(1);
          List<String> columns = strings(rows.getArray(3));
          if (rows.getString(2).equals("f")) {
            TableName referenced = new TableName(rows.getString(4), rows.getString(5));
            foreignKeys.add(new ForeignKey(name, columns, referenced, strings(rows.getArray(6))));
          } else {
            keys.add(new TableDescription.Key(name, columns, rows.getString(2).equals("p")));
          }
        }
      }
    }
    return new Keys(keys, foreignKeys);
  }

  private static String columnNames(String relation, String numbers) {
    return """
    ARRAY(SELECT a.attname::text FROM unnest(%s) WITH ORDINALITY AS u(attnum, position)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = %s AND a.attnum = u.attnum ORDER BY u.position)\
    """
        .formatted(numbers, relation);
  }

  private static List<String> strings(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }

  private static TableKind kind(String relationKind) {
    return switch (relationKind) {
      case "v", "m" -> TableKind.VIEW;
      default -> TableKind.TABLE;
    };
  }
}
