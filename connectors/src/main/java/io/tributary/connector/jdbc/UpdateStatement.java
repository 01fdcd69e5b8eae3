package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableChange;
import io.tributary.connector.TableChange.Computed;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/// An `UPDATE`, with a parameter for each constant.
///
/// @param table quoted
/// @param guards of all columns of the update
record UpdateStatement(
    TableChange.Update update,
    String table,
    List<ValueGuard> guards,
    JdbcWriting writing,
    JdbcErrors errors) {

  /// @throws io.tributary.connector.ConnectorException NOT_SUPPORTED where a column may alter what
  ///   is computed for it
  String sql() {
    List<ValueGuard> ofComputed = guards.subList(update.constants().size(), guards.size());
    List<String> assignments = new ArrayList<>();
    for (ColumnDescription column : update.constants()) {
      assignments.add(quoted(column.name()) + " = ?");
    }
    for (int i = 0; i < ofComputed.size(); i++) {
      Computed value = update.computed().get(i);
      assignments.add(quoted(value.column().name()) + " = " + guarded(value, ofComputed.get(i)));
    }
    return assignments.stream()
        .collect(
            Collectors.joining(
                ", ", "%s %s SET ".formatted(writing.failing("UPDATE"), table), update.where()));
  }

  private String quoted(String column) {
    return JdbcWriting.quoted(column, errors.database().dialect().identifierQuote());
  }

  /// Blanks that are too many are taken away by some databases without a word, other characters by
  /// none.
  private String guarded(Computed value, ValueGuard guard) {
    if (value.copyOf().isPresent()) {
      return quoted(value.copyOf().get());
    }
    if (guard.altersComputed()) {
      throw errors.altered(value.column());
    }
    return switch (guard) {
      case ValueGuard.Characters(int most) ->
          "CASE WHEN CHAR_LENGTH(%1$s) > %2$s THEN CONCAT(%1$s, '.') ELSE %1$s END"
              .formatted(value.sql(), most);
      case ValueGuard.Octets(int most) ->
          "CASE WHEN OCTET_LENGTH(%1$s) > %2$s THEN REPEAT('.', %2$s + 1) ELSE %1$s END"
              .formatted(value.sql(), most);
      default -> value.sql();
    };
  }

  /// @param rows one row of constants
  void bind(PreparedStatement statement, ArrowReader rows) throws SQLException, IOException {
    if (!rows.loadNextBatch() || rows.getVectorSchemaRoot().getRowCount() != 1) {
      throw new IllegalStateException("constants are one row");
    }
    VectorSchemaRoot row = rows.getVectorSchemaRoot();
    for (int i = 0; i < update.constants().size(); i++) {
      bind(statement, i, row.getVector(i));
    }
  }

  private void bind(PreparedStatement statement, int constant, FieldVector value)
      throws SQLException {
    ColumnDescription column = update.constants().get(constant);
    ValueBinder binder =
        ValueBinder.of(value, guards.get(constant), writing.traits())
            .orElseThrow(() -> errors.unwritten(column));
    if (value.isNull(0)) {
      errors.requireNullable(column);
      statement.setObject(constant + 1, null);
      return;
    }
    try {
      binder.bind(statement, constant + 1, 0);
    } catch (UnfitValueException e) {
      throw errors.unfit(column.name(), e.getMessage());
    }
  }
}
