package io.tributary.connector.trino;

import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What `SHOW STATS` tells: a row for each column, and one without a name for the table.
///
/// @param connection of the source's pool
record TrinoStatistics(Connection connection, TrinoTable table) {

  TableStatistics all() throws SQLException {
    OptionalDouble rowCount = OptionalDouble.empty();
    Map<String, ColumnStatistics> columns = new HashMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SHOW STATS FOR " + table.quoted());
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String column = row.getString("column_name");
        if (column == null) {
          rowCount = number(row, "row_count");
        } else {
          columns.put(
              column,
              new ColumnStatistics(
                  number(row, "distinct_values_count"),
                  number(row, "nulls_fraction"),
                  range(row.getString("low_value"), row.getString("high_value"))));
        }
      }
    }
    return new TableStatistics(rowCount, columns);
  }

  private static OptionalDouble number(ResultSet row, String name) throws SQLException {
    double number = row.getDouble(name);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private static Optional<ValueRange> range(@Nullable String low, @Nullable String high) {
    if (low == null || high == null) {
      return Optional.empty();
    }
    OptionalDouble least = position(low);
    OptionalDouble greatest = position(high);
    return least.isPresent() && greatest.isPresent()
        ? ValueRange.of(least.getAsDouble(), greatest.getAsDouble())
        : Optional.empty();
  }

  /// Numbers and dates are written as such; what else there is tells nothing of a range.
  private static OptionalDouble position(String value) {
    try {
      return OptionalDouble.of(
          value.indexOf('-', 1) > 0 && !value.contains("E")
              ? LocalDate.parse(value).toEpochDay()
              : Double.parseDouble(value));
    } catch (DateTimeParseException | NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }
}
