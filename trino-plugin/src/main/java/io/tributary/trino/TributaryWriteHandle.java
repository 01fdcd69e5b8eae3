package io.tributary.trino;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.v1.TableRef;
import io.trino.spi.connector.ConnectorInsertTableHandle;
import io.trino.spi.connector.ConnectorOutputTableHandle;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.type.Type;
import java.util.List;

/// Rows on their way into a table. Writers of several tasks bring them to a table beside it, from
/// which the last step takes them all at once.
///
/// @param name what Trino calls the table
/// @param target the table, a `TableRef` in Base64
/// @param staging where the rows are until then, likewise
/// @param columns that get values, as the gateway spells them
/// @param types in the same order
public record TributaryWriteHandle(
    @JsonProperty("name") SchemaTableName name,
    @JsonProperty("target") String target,
    @JsonProperty("staging") String staging,
    @JsonProperty("columns") List<String> columns,
    @JsonProperty("types") List<Type> types)
    implements ConnectorOutputTableHandle, ConnectorInsertTableHandle {

  public TributaryWriteHandle {
    columns = List.copyOf(columns);
    types = List.copyOf(types);
  }

  static TributaryWriteHandle of(
      SchemaTableName name,
      TableRef target,
      TableRef staging,
      List<String> columns,
      List<Type> types) {
    return new TributaryWriteHandle(
        name, HandleText.of(target), HandleText.of(staging), columns, types);
  }

  TableRef targetTable() {
    return HandleText.parse(target, TableRef.parser());
  }

  TableRef stagingTable() {
    return HandleText.parse(staging, TableRef.parser());
  }
}
