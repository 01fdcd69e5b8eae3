package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.NOT_SUPPORTED;

import com.google.protobuf.ByteString;
import io.tributary.v1.CreateTable;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.ColumnMetadata;
import io.trino.spi.connector.ConnectorTableMetadata;
import io.trino.spi.type.Type;
import io.trino.spi.type.UuidType;
import io.trino.spi.type.VarcharType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Columns of a table that is to be made.
///
/// @param types in the order of the names
/// @param nullable likewise
record NewColumns(List<String> names, List<Type> types, List<Boolean> nullable) {

  NewColumns {
    names = List.copyOf(names);
    types = List.copyOf(types);
    nullable = List.copyOf(nullable);
  }

  static NewColumns of(List<String> names, List<Type> types) {
    return new NewColumns(names, types, Collections.nCopies(names.size(), true));
  }

  /// Those of a table that Trino's user wants.
  ///
  /// @throws TrinoException if sources cannot be told of some of it
  static NewColumns of(ConnectorTableMetadata table) {
    if (table.getComment().isPresent()) {
      throw new TrinoException(
          NOT_SUPPORTED, "This connector does not support creating tables with table comment");
    }
    List<ColumnMetadata> columns = table.getColumns();
    if (columns.stream().anyMatch(column -> column.getComment().isPresent())) {
      throw new TrinoException(
          NOT_SUPPORTED, "This connector does not support creating tables with column comment");
    }
    List<Type> types = columns.stream().map(ColumnMetadata::getType).toList();
    // Sources would be told of text.
    types.stream()
        .filter(UuidType.class::isInstance)
        .findFirst()
        .ifPresent(type -> {
          throw ArrowTypes.unsupported(type);
        });
    return new NewColumns(
        columns.stream().map(ColumnMetadata::getName).toList(),
        types,
        columns.stream().map(ColumnMetadata::isNullable).toList());
  }

  CreateTable.Builder message() {
    return CreateTable.newBuilder()
        .setArrowSchema(
            ByteString.copyFrom(ArrowTypes.schema(names, types, nullable).serializeAsMessage()))
        .putAllMaxLengths(maxLengths());
  }

  /// The most characters of texts, by the names of their columns.
  Map<String, Integer> maxLengths() {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (types.get(i) instanceof VarcharType text && !text.isUnbounded()) {
        lengths.put(names.get(i), text.getBoundedLength());
      }
    }
    return lengths;
  }
}
