package io.tributary.trino;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.v1.UpdateRows;
import io.trino.spi.connector.ConnectorTableHandle;
import java.util.Base64;

/// Rows that get values.
///
/// @param values an `UpdateRows` in Base64
public record TributaryUpdateHandle(
    @JsonProperty("rows") TributaryTableHandle rows, @JsonProperty("values") String values)
    implements ConnectorTableHandle {

  static TributaryUpdateHandle of(TributaryTableHandle rows, UpdateRows update) {
    return new TributaryUpdateHandle(
        rows, Base64.getEncoder().encodeToString(update.toByteArray()));
  }

  UpdateRows update() {
    try {
      return UpdateRows.parseFrom(Base64.getDecoder().decode(values));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an update handle holds no update", e);
    }
  }

  /// What EXPLAIN prints.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(rows.toString()).append(" set=");
    update().getValuesList().forEach(value -> text.append(value.getColumn()).append(' '));
    return text.toString().strip();
  }
}
