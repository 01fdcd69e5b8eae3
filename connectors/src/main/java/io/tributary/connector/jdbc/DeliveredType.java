package io.tributary.connector.jdbc;

import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// The Arrow type in which a column arrives.
///
/// @param asTextBecause why it is text, where the source's type is none
public record DeliveredType(ArrowType type, Optional<String> asTextBecause) {

  /// A type that holds every value of the source's.
  public static DeliveredType as(ArrowType type) {
    return new DeliveredType(type, Optional.empty());
  }

  /// Text in place of a type that no Arrow type has all values of.
  public static DeliveredType asText(String reason) {
    return new DeliveredType(ArrowType.Utf8.INSTANCE, Optional.of(reason));
  }
}
