package io.tributary.connector.postgresql;

/// Writes a value of one vector as its column's type is sent: its length and its bytes.
@FunctionalInterface
interface ColumnEncoder {

  /// @param row where in the vector, which has a value there
  /// @throws io.tributary.connector.jdbc.UnfitValueException for a value that the type does not
  ///   have
  void encode(int row, CopyBuffer out);
}
