package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableChange;
import io.tributary.connector.TableChange.Computed;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/// An `UPDATE`, with a parameter for each constant.
///
/// @param table quoted
record UpdateStatement(
    TableChange.Update update, String table, JdbcWriting writing, JdbcErrors errors) {

  String sql() {
    List<String> assignments = new ArrayList<>();
    for (ColumnDescription column : update.constants()) {
      assignments.add(quoted(column.name()) + " = ?");
    }
    for (Computed value : update.computed()) {
      assignments.add(quoted(value.column().name()) + " = " + guarded(value));
    }
    return assignments.stream()
        .collect(Collectors.joining(", ", "UPDATE %s SET ".formatted(table), update.where()));
  }

  private String quoted(String column) {
    return JdbcWriting.quoted(column, errors.database().dialect().identifierQuote());
  }

  /// Blanks that are too many are taken away by some databases without a word, other characters by
  /// none.
  private String guarded(Computed value) {
    if (value.copyOf().isPresent()) {
      return quoted(value.copyOf().get());
    }
    Matcher limited = ValueBinder.limited(value.column().sourceType());
    return limited.matches()
        ? "CASE WHEN CHAR_LENGTH(%1$s) > %2$s THEN CONCAT(%1$s, '.') ELSE %1$s END"
            .formatted(value.sql(), limited.group(1))
        : value.sql();
  }

  /// @param rows one row of constants
  void bind(PreparedStatement statement, ArrowReader rows) throws SQLException, IOException {
    if (!rows.loadNextBatch() || rows.getVectorSchemaRoot().getRowCount() != 1) {
      throw new IllegalStateException("constants are one row");
    }
    VectorSchemaRoot row = rows.getVectorSchemaRoot();
    writing.checkConstants(statement.getConnection(), table, update.constants(), row, errors);
    for (int i = 0; i < update.constants().size(); i++) {
      bind(statement, i + 1, update.constants().get(i), row.getVector(i));
    }
  }

  private void bind(
      PreparedStatement statement, int parameter, ColumnDescription column, FieldVector value)
      throws SQLException {
    ValueBinder binder =
        ValueBinder.of(value, column, writing).orElseThrow(() -> errors.unwritten(column));
    if (value.isNull(0)) {
      statement.setObject(parameter, null);
      return;
    }
    try {
      binder.bind(statement, parameter, 0);
    } catch (UnfitValueException e) {
      throw errors.unfit(column.name(), e.getMessage());
    }
  }
}
