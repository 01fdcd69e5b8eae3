package io.tributary.connector;

import org.apache.arrow.vector.types.pojo.Schema;

/// A query for a source.
///
/// @param sql in the source's dialect
/// @param arrowSchema what the rows are delivered as, column by column; where the source answers in
///   another type, values are converted without loss or the read fails
/// @param batchRows rows of a full batch
/// @param joinsDerivedRows whether it joins rows that it groups, intersects or ranks itself. No
///   statistics tell how many those are, so a database's own plan for it may be far off
public record SourceQuery(
    String sql, Schema arrowSchema, int batchRows, boolean joinsDerivedRows) {}
