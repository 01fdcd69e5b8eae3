package io.tributary.gateway.fragment;

import io.tributary.connector.LocalRelation;
import io.tributary.gateway.metadata.TableMetadata;

/// A table that DuckDB reads in place.
///
/// @param id from 1 on, counted on from the fragments
/// @param relation as its source gave it when the plan was made
public record LocalTable(
    int id, TableMetadata table, LocalRelation relation, double estimatedRows) {

  public String sourceName() {
    return table.id().source();
  }
}
