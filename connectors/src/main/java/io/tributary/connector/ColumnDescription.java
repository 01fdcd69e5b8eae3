package io.tributary.connector;

import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;

/// A column.
///
/// @param field name, Arrow type and nullability, as [SqlSource#read] and DuckDB deliver it
/// @param sourceType the type as the source writes it, such as `numeric(15,2)`
/// @param readAsTextBecause why the column is read as text though it is none; empty otherwise
/// @param comment the source's own comment, or empty
public record ColumnDescription(
    Field field, String sourceType, Optional<String> readAsTextBecause, String comment) {

  public String name() {
    return field.getName();
  }
}
