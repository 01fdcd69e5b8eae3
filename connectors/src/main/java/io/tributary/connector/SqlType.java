package io.tributary.connector;

/// Types that sources compute with. `DECIMAL` and `VARCHAR` take their parameters as written:
/// `%d,%d` in a decimal's spelling stands for precision and scale.
public enum SqlType {
  BOOLEAN,
  SMALLINT,
  INTEGER,
  BIGINT,
  REAL,
  DOUBLE,
  DECIMAL,
  VARCHAR,
  DATE,
  TIME,
  TIMESTAMP,
  TIMESTAMP_TZ
}
