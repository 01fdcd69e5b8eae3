package io.tributary.gateway.fragment;

import io.tributary.connector.SqlType;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;

/// A type whose values, written down, find the equal values at every source.
///
/// Floating-point numbers are not among them: written down and read back they may be others.
public enum KeyType {
  INTEGER,
  DECIMAL,
  TEXT,
  DATE,
  TIMESTAMP;

  static Optional<KeyType> of(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> Optional.of(INTEGER);
      case DECIMAL -> Optional.of(DECIMAL);
      case CHAR, VARCHAR -> Optional.of(TEXT);
      case DATE -> Optional.of(DATE);
      case TIMESTAMP -> Optional.of(TIMESTAMP);
      default -> Optional.empty();
    };
  }

  /// Whether values of both types are compared without changing them.
  boolean comparesWith(KeyType other) {
    return this == other || (isNumber() && other.isNumber());
  }

  private boolean isNumber() {
    return this == INTEGER || this == DECIMAL;
  }

  /// What a source must know to compare with such values.
  SqlType sqlType() {
    return switch (this) {
      case INTEGER -> SqlType.BIGINT;
      case DECIMAL -> SqlType.DECIMAL;
      case TEXT -> SqlType.VARCHAR;
      case DATE -> SqlType.DATE;
      case TIMESTAMP -> SqlType.TIMESTAMP;
    };
  }
}
