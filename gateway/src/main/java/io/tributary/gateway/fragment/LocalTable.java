package io.tributary.gateway.fragment;

import io.tributary.connector.LocalRelation;

/// A table that DuckDB reads in place.
///
/// @param id from 1 on, counted on from the fragments
public record LocalTable(int id, String sourceName, LocalRelation relation, double estimatedRows) {}
