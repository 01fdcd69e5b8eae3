package io.tributary.connector;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.arrow.vector.types.pojo.Field;

/// A column.
///
/// @param field name, Arrow type and nullability, as [SqlSource#read] and DuckDB deliver it
/// @param sourceType the type as the source writes it, such as `numeric(15,2)`
/// @param readAsTextBecause why the column is read as text though it is none; empty otherwise
/// @param comment the source's own comment, or empty
/// @param collation by which the source compares the column's text, as it calls it; empty where the
///   column is no text or the source does not tell
/// @param maxLength most characters that a text of the column has, where the source sees to that
public record ColumnDescription(
    Field field,
    String sourceType,
    Optional<String> readAsTextBecause,
    String comment,
    Optional<String> collation,
    OptionalInt maxLength) {

  /// A column without a collation, and of any length.
  public ColumnDescription(
      Field field, String sourceType, Optional<String> readAsTextBecause, String comment) {
    this(field, sourceType, readAsTextBecause, comment, Optional.empty(), OptionalInt.empty());
  }

  public String name() {
    return field.getName();
  }
}
