package io.tributary.connector;

/// A source that the executing DuckDB reads in place.
public non-sealed interface LocalSource extends Source {

  /// The relation of a table that exists.
  LocalRelation relation(TableName table);
}
