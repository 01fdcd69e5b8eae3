package io.tributary.gateway.endpoint.flight;

import io.tributary.connector.ColumnDescription;
import io.tributary.gateway.metadata.TableId;
import java.util.List;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// Adds to a table's Arrow schema what Flight SQL clients show of columns: the source's own type
/// name, comments, precision and scale.
final class ColumnMetadata {
  private ColumnMetadata() {}

  static Schema annotated(TableId table, List<ColumnDescription> columns) {
    return new Schema(columns.stream().map(column -> annotated(table, column)).toList());
  }

  private static Field annotated(TableId table, ColumnDescription column) {
    var metadata =
        new FlightSqlColumnMetadata.Builder()
            .catalogName(table.source())
            .schemaName(table.schema())
            .tableName(table.table())
            .typeName(column.sourceType())
            .remarks(column.comment())
            .isReadOnly(true)
            .isSearchable(true);
    if (column.field().getType() instanceof ArrowType.Decimal decimal) {
      metadata.precision(decimal.getPrecision()).scale(decimal.getScale());
    }
    Field field = column.field();
    var type =
        new FieldType(
            field.isNullable(),
            field.getType(),
            field.getDictionary(),
            metadata.build().getMetadataMap());
    return new Field(field.getName(), type, field.getChildren());
  }
}
