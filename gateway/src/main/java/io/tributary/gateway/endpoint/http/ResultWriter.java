package io.tributary.gateway.endpoint.http;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.QueryStatistics;
import io.tributary.gateway.query.ResultStream;
import java.io.Closeable;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Writes one result in one format: [#start], batches, then [#end] or [#fail]. Closing it closes
/// what it writes to.
sealed interface ResultWriter extends Closeable
    permits JsonDocument, JsonLines, CsvRows, ArrowBatches {

  /// Writes what comes before the rows.
  void start(ResultStream stream) throws IOException;

  /// Writes rows of a batch.
  ///
  /// @param wanted how many of them
  /// @return how many of them fit into the answer
  int write(VectorSchemaRoot batch, int wanted) throws IOException;

  /// Brings what was written to the client, where it is of use before the rest.
  void batchWritten() throws IOException;

  /// Writes what comes after the rows.
  void end(Ending ending) throws IOException;

  /// What is known after the last row.
  ///
  /// @param truncated whether the query had more rows
  record Ending(long rows, boolean truncated, QueryStatistics statistics) {}

  /// Writes, in place of the end, why rows are missing.
  ///
  /// @return false where the format has no place for it
  boolean fail(GatewayException reason) throws IOException;
}
