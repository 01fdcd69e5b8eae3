package io.tributary.connector;

import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/// A query for a source.
///
/// @param sql in the source's dialect
/// @param arrowSchema what the rows are delivered as, column by column; where the source answers in
///   another type, values are converted without loss or the read fails
/// @param batchRows rows of a full batch
/// @param joinsDerivedRows whether it joins rows that it groups, intersects or ranks itself. No
///   statistics tell how many those are, so a database's own plan for it may be far off
/// @param scan the query as one of a single table, where it is one and the table may be large
/// @param partitions readers at most that are read from at the same time
/// @param alone whether it is all that is read for its rows' reader. Then it waits for a connection
///   for as long as they are wanted; several may wait for each other, and so they give up
public record SourceQuery(
    String sql,
    Schema arrowSchema,
    int batchRows,
    boolean joinsDerivedRows,
    Optional<ScannedTable> scan,
    int partitions,
    boolean alone) {

  /// A query that is read as one.
  public SourceQuery(String sql, Schema arrowSchema, int batchRows, boolean joinsDerivedRows) {
    this(sql, arrowSchema, batchRows, joinsDerivedRows, Optional.empty(), 1, false);
  }

  /// This query, for at most so many readers.
  public SourceQuery forReaders(int most) {
    return new SourceQuery(sql, arrowSchema, batchRows, joinsDerivedRows, scan, most, alone);
  }

  /// This query, as all that is read for its rows' reader.
  public SourceQuery readAlone() {
    return new SourceQuery(sql, arrowSchema, batchRows, joinsDerivedRows, scan, partitions, true);
  }

  /// A part of this query.
  public SourceQuery part(String partSql) {
    return new SourceQuery(
        partSql, arrowSchema, batchRows, joinsDerivedRows, Optional.empty(), 1, alone);
  }
}
