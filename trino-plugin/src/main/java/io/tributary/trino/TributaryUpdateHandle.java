package io.tributary.trino;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.v1.UpdateRows;
import io.trino.spi.connector.ConnectorTableHandle;

/// Rows that get values.
///
/// @param values an `UpdateRows` in Base64
public record TributaryUpdateHandle(
    @JsonProperty("rows") TributaryTableHandle rows, @JsonProperty("values") String values)
    implements ConnectorTableHandle {

  static TributaryUpdateHandle of(TributaryTableHandle rows, UpdateRows update) {
    return new TributaryUpdateHandle(rows, HandleText.of(update));
  }

  UpdateRows update() {
    return HandleText.parse(values, UpdateRows.parser());
  }

  /// What EXPLAIN prints.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(rows.toString()).append(" set=");
    update().getValuesList().forEach(value -> text.append(value.getColumn()).append(' '));
    return text.toString().strip();
  }
}
