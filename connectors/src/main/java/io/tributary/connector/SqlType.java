package io.tributary.connector;

/// Types that sources compute with. `DECIMAL` takes its parameters as written: `%d,%d` in its
/// spelling stands for precision and scale.
public enum SqlType {
  BOOLEAN,
  TINYINT,
  SMALLINT,
  INTEGER,
  BIGINT,
  UTINYINT,
  USMALLINT,
  UINTEGER,
  UBIGINT,
  REAL,
  DOUBLE,
  DECIMAL,
  VARCHAR,
  BLOB,
  DATE,
  TIME,
  TIMESTAMP,
  TIMESTAMP_TZ,
  /// A constant span of months, handed to a [SqlForm] as their number.
  MONTHS,
  /// A constant span of milliseconds, handed to a [SqlForm] as their number.
  MILLISECONDS
}
