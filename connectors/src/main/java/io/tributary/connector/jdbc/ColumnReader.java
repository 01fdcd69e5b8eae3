package io.tributary.connector.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/// Moves one column of the current row into a vector.
public interface ColumnReader {

  String name();

  /// @param row where in the vector
  /// @return bytes that the value took on its way, about
  /// @throws UnfitValueException if the vector's type cannot hold the value exactly
  int read(ResultSet result, int row) throws SQLException;
}
