package io.tributary.connector.postgresql;

import io.tributary.connector.jdbc.ColumnReader;
import io.tributary.connector.jdbc.JdbcErrors;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.postgresql.PGConnection;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgResultSet;

/// Moves one column of the current row into a vector.
abstract class PostgresqlColumn implements ColumnReader {
  private static final int TEXT_FORMAT = 0;

  private final int column;
  private final String name;

  private PostgresqlColumn(int column, String name) {
    this.column = column;
    this.name = name;
  }

  /// One reader for each vector, in order.
  ///
  /// @throws io.tributary.connector.ConnectorException SOURCE_ERROR where the server answers in
  ///   other columns or types than the vectors can hold
  static List<ColumnReader> of(ResultSet answer, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException {
    PgResultSet result = answer.unwrap(PgResultSet.class);
    int delivered = result.getMetaData().getColumnCount();
    if (delivered != vectors.size()) {
      throw errors.changed(
          "%d columns arrive where %d were expected".formatted(delivered, vectors.size()));
    }
    PGResultSetMetaData formats = result.getMetaData().unwrap(PGResultSetMetaData.class);
    boolean isUnicode =
        textIsUnicode(result.getStatement().getConnection().unwrap(PGConnection.class));
    List<ColumnReader> readers = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      int column = i + 1;
      FieldVector vector = vectors.get(i);
      boolean asText = formats.getFormat(column) == TEXT_FORMAT;
      int typeOid = result.getColumnOID(column);
      readers.add(
          vector instanceof VarCharVector text
              ? text(column, text, asText && isUnicode && typeOid != Oid.BYTEA)
              : binary(column, vector, asText, typeOid, errors));
    }
    return List.copyOf(readers);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int read(ResultSet result, int row) throws SQLException {
    return read(result, column, row);
  }

  abstract int read(ResultSet result, int column, int row) throws SQLException;

  /// A database with the encoding SQL_ASCII holds bytes of any encoding, which the server does not
  /// convert: the driver tells whether they happen to be UTF-8.
  static boolean textIsUnicode(PGConnection connection) {
    return !"SQL_ASCII".equals(connection.getParameterStatus("server_encoding"));
  }

  private static PostgresqlColumn text(int column, VarCharVector vector, boolean bytesAreTheText) {
    return bytesAreTheText ? new TextBytes(column, vector) : new TextOfAnything(column, vector);
  }

  private static PostgresqlColumn binary(
      int column, FieldVector vector, boolean asText, int typeOid, JdbcErrors errors) {
    if (asText) {
      throw errors.changed(
          "column %s arrives as text where %s was expected"
              .formatted(vector.getName(), vector.getField().getType()));
    }
    ColumnWriter writer =
        ColumnWriters.of(typeOid, vector)
            .orElseThrow(() ->
                errors.changed(
                    "column %s arrives in the type with OID %d where %s was expected"
                        .formatted(vector.getName(), typeOid, vector.getField().getType())));
    return new Binary(column, vector.getName(), writer);
  }

  private static final class Binary extends PostgresqlColumn {
    private final ColumnWriter writer;

    private Binary(int column, String name, ColumnWriter writer) {
      super(column, name);
      this.writer = writer;
    }

    @Override
    int read(ResultSet result, int column, int row) throws SQLException {
      byte[] value = result.getBytes(column);
      if (value == null) {
        return 1;
      }
      writer.write(row, value, 0, value.length);
      return value.length + 1;
    }
  }

  /// Text arrives in UTF-8, just as vectors hold it.
  private static final class TextBytes extends PostgresqlColumn {
    private final VarCharVector vector;

    private TextBytes(int column, VarCharVector vector) {
      super(column, vector.getName());
      this.vector = vector;
    }

    @Override
    int read(ResultSet result, int column, int row) throws SQLException {
      byte[] value = result.getBytes(column);
      if (value == null) {
        return 1;
      }
      vector.setSafe(row, value);
      return value.length + 1;
    }
  }

  /// The driver knows how to write what arrives in binary.
  private static final class TextOfAnything extends PostgresqlColumn {
    private final VarCharVector vector;

    private TextOfAnything(int column, VarCharVector vector) {
      super(column, vector.getName());
      this.vector = vector;
    }

    @Override
    int read(ResultSet result, int column, int row) throws SQLException {
      String value = result.getString(column);
      if (value == null) {
        return 1;
      }
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      vector.setSafe(row, bytes);
      return bytes.length + 1;
    }
  }
}
