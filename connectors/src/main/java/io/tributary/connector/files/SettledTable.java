package io.tributary.connector.files;

import io.tributary.connector.ColumnDescription;
import java.util.List;

/// A table with everything decided that DuckDB would otherwise guess anew at each reading.
///
/// @param sql what goes after FROM; delivers exactly the columns
record SettledTable(String sql, List<ColumnDescription> columns) {
  SettledTable {
    columns = List.copyOf(columns);
  }
}
