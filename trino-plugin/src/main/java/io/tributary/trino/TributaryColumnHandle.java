package io.tributary.trino;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.type.Type;

/// A column of a table.
///
/// @param name as the gateway spells it
/// @param type what Trino sees
/// @param comparable whether the source compares the column's values as Trino does; not so where
///   the column is read as text though it is none, or where the source ignores trailing spaces
public record TributaryColumnHandle(
    @JsonProperty("name") String name,
    @JsonProperty("type") Type type,
    @JsonProperty("comparable") boolean comparable)
    implements ColumnHandle {

  /// The same column by another name.
  TributaryColumnHandle named(String name) {
    return new TributaryColumnHandle(name, type, comparable);
  }

  @Override
  public String toString() {
    return name;
  }
}
