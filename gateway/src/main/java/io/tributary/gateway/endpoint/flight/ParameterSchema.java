package io.tributary.gateway.endpoint.flight;

import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// The types of a statement's parameters as clients are told them.
///
/// The JDBC driver writes milliseconds into vectors of times and timestamps whatever their unit, so
/// milliseconds is what it must be asked for. Other clients may send any unit: values are read by
/// the type that they come with.
final class ParameterSchema {
  private static final int MILLISECONDS_BITS = 32;

  private ParameterSchema() {}

  static Schema forClients(Schema parameters) {
    return new Schema(parameters.getFields().stream().map(ParameterSchema::field).toList());
  }

  private static Field field(Field field) {
    return switch (field.getType()) {
      case ArrowType.Timestamp timestamp ->
          retyped(field, new ArrowType.Timestamp(TimeUnit.MILLISECOND, timestamp.getTimezone()));
      case ArrowType.Time _ ->
          retyped(field, new ArrowType.Time(TimeUnit.MILLISECOND, MILLISECONDS_BITS));
      default -> field;
    };
  }

  private static Field retyped(Field field, ArrowType type) {
    var fieldType =
        new FieldType(field.isNullable(), type, field.getDictionary(), field.getMetadata());
    return new Field(field.getName(), fieldType, field.getChildren());
  }
}
