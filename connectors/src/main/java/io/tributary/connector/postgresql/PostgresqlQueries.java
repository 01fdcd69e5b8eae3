package io.tributary.connector.postgresql;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.jdbc.NativeQueries;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Queries in PostgreSQL's own SQL, by the server's description of them.
final class PostgresqlQueries implements NativeQueries {
  /// What a column's type is called, and what an array's elements are.
  private static final String TYPES =
      """
      SELECT pg_catalog.format_type(t.oid, c.modifier),
        CASE WHEN t.typcategory = 'A' AND t.typlen = -1 THEN t.typelem::bigint ELSE 0 END
      FROM unnest(?::bigint[], ?::int[]) WITH ORDINALITY AS c(type, modifier, place)
      JOIN pg_catalog.pg_type t ON t.oid = c.type::oid
      ORDER BY c.place\
      """;

  @Override
  public void check(Connection connection, String sql) throws SQLException {
    BaseConnection server = connection.unwrap(BaseConnection.class);
    refuseWhatIsNoQuery(server, sql);
    try {
      ResultTypes.columns(server, sql);
    } finally {
      connection.rollback();
    }
  }

  /// The server itself takes one statement at a time, but the driver would send it several.
  private static void refuseWhatIsNoQuery(BaseConnection server, String sql) throws SQLException {
    Query query = server.getQueryExecutor().createQuery(sql, false, true).query;
    try {
      if (query.getSubqueries() != null) {
        throw new SQLException("it is several statements; one is taken");
      }
      if (query.createParameterList().getParameterCount() > 0) {
        throw new SQLException(
            "a ? outside of quotes would be a parameter: write constants, and in the place of the"
                + " operator ? the function jsonb_exists");
      }
    } finally {
      query.close();
    }
  }

  @Override
  public List<ColumnDescription> columns(Connection connection, String sql) throws SQLException {
    List<Field> fields;
    try {
      fields = ResultTypes.columns(connection.unwrap(BaseConnection.class), sql);
    } finally {
      connection.rollback();
    }
    List<ColumnDescription> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TYPES)) {
      statement.setArray(1, typeOids(connection, fields));
      statement.setArray(2, modifiers(connection, fields));
      try (ResultSet types = statement.executeQuery()) {
        for (Field field : fields) {
          types.next();
          columns.add(column(field, types.getString(1), (int) types.getLong(2)));
        }
      }
    }
    return columns;
  }

  /// OIDs have no sign.
  private static Array typeOids(Connection connection, List<Field> fields) throws SQLException {
    return connection.createArrayOf(
        "int8", fields.stream().map(field -> Integer.toUnsignedLong(field.getOID())).toArray());
  }

  private static Array modifiers(Connection connection, List<Field> fields) throws SQLException {
    return connection.createArrayOf("int4", fields.stream().map(Field::getMod).toArray());
  }

  /// The server tells a domain's column by the type that the domain is of.
  private static ColumnDescription column(Field field, String declared, int elementOid) {
    ColumnTypes.Delivered delivered =
        ColumnTypes.delivered(field.getOID(), field.getMod(), elementOid, declared);
    return new ColumnDescription(
        delivered.field(field.getColumnLabel(), true), declared, delivered.asTextBecause(), "");
  }

  @Override
  public String complaint(SQLException failure, String sql) {
    ServerErrorMessage server =
        failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    if (server == null || server.getMessage() == null) {
      return String.valueOf(failure.getMessage());
    }
    int characters = server.getPosition() - 1;
    return characters < 0 || characters > sql.codePointCount(0, sql.length())
        ? server.getMessage()
        : server.getMessage() + place(sql.substring(0, sql.offsetByCodePoints(0, characters)));
  }

  private static String place(String before) {
    return " (line %d, column %d of the query)"
        .formatted(
            before.chars().filter(character -> character == '\n').count() + 1,
            before.length() - before.lastIndexOf('\n'));
  }
}
