package io.tributary.trino;

import io.tributary.v1.Expression;
import io.tributary.v1.FieldAccess;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.FieldDereference;
import io.trino.spi.expression.Variable;
import io.trino.spi.type.RowType;
import io.trino.spi.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A field of a column that is a struct, or of a field that is one.
///
/// @param column what Trino calls the column
/// @param path names of fields, from the outermost on
record StructField(Variable column, List<String> path, Type type) {

  StructField {
    path = List.copyOf(path);
  }

  /// @return empty for any other expression, and for a field that its name does not tell from
  ///   others
  static Optional<StructField> of(ConnectorExpression expression) {
    if (!(expression instanceof FieldDereference access)) {
      return Optional.empty();
    }
    ConnectorExpression struct = access.getTarget();
    return name((RowType) struct.getType(), access.getField())
        .flatMap(field ->
            struct instanceof Variable column
                ? Optional.of(new StructField(column, List.of(field), access.getType()))
                : of(struct).map(outer -> outer.field(field, access.getType())));
  }

  private static Optional<String> name(RowType struct, int field) {
    return struct
        .getFields()
        .get(field)
        .getName()
        .filter(name -> !name.isEmpty())
        .filter(name ->
            struct.getFields().stream()
                    .filter(other -> name.equalsIgnoreCase(other.getName().orElse("")))
                    .count()
                == 1);
  }

  private StructField field(String name, Type type) {
    return new StructField(column, Stream.concat(path.stream(), Stream.of(name)).toList(), type);
  }

  /// @param handle of the column
  Expression expression(TributaryColumnHandle handle) {
    Expression value = Expression.newBuilder().setColumn(handle.name()).build();
    for (String name : path) {
      value =
          Expression.newBuilder()
              .setField(FieldAccess.newBuilder().setStruct(value).setName(name))
              .build();
    }
    return value;
  }
}
