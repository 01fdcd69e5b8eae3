package io.tributary.connector.postgresql;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.UnfitValueException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;

/// Columns that an update gives values to, and what the server says of their types.
final class WrittenColumns {
  private final List<ColumnDescription> columns;
  private final List<Field> types;
  private final JdbcErrors errors;

  private WrittenColumns(List<ColumnDescription> columns, List<Field> types, JdbcErrors errors) {
    this.columns = columns;
    this.types = types;
    this.errors = errors;
  }

  /// @param table quoted
  static WrittenColumns of(
      Connection connection, String table, List<ColumnDescription> columns, JdbcErrors errors)
      throws SQLException {
    var server = connection.unwrap(BaseConnection.class);
    return new WrittenColumns(columns, ResultTypes.ofTable(server, table, columns), errors);
  }

  /// @param row of constants, one for each column
  void checkConstants(VectorSchemaRoot row) {
    for (int i = 0; i < types.size(); i++) {
      FieldVector value = row.getVector(i);
      if (!value.isNull(0)) {
        check(types.get(i), columns.get(i), value);
      }
    }
  }

  private void check(Field type, ColumnDescription column, FieldVector value) {
    try {
      ValueCheck.of(type.getOID(), type.getMod(), column.sourceType(), value)
          .ifPresent(check -> check.check(0));
    } catch (UnfitValueException e) {
      throw errors.unfit(column.name(), e.getMessage());
    }
  }

  /// Refuses to have values computed for columns that would not keep them.
  void checkComputed() {
    for (int i = 0; i < types.size(); i++) {
      Field type = types.get(i);
      ColumnDescription column = columns.get(i);
      if (ValueCheck.alters(type.getOID(), type.getMod(), column.sourceType())) {
        throw errors.altered(column);
      }
    }
  }
}
