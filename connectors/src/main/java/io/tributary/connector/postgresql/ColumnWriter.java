package io.tributary.connector.postgresql;

/// Writes values of one PostgreSQL type into a vector of one Arrow type.
interface ColumnWriter {

  /// @param index where in the vector
  /// @param bytes holds the value in PostgreSQL's binary format
  /// @throws io.tributary.connector.jdbc.UnfitValueException if the vector's type cannot hold the
  ///   value exactly
  void write(int index, byte[] bytes, int offset, int length);
}
