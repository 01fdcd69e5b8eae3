package io.tributary.gateway.endpoint;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/// Batches in pieces of a size that clients take.
public final class BatchPieces {
  /// Clients refuse messages of more than 4 MiB, unless they are told otherwise; a message has some
  /// words on each column, too.
  static final long MOST_BYTES = 4_000_000;

  /// Bits of rows before such a row are whole bytes: a piece that begins there has those of the
  /// batch, and needs no copy of its own.
  private static final int ROWS_OF_A_BYTE = 8;

  private BatchPieces() {}

  /// Sends rows.
  @FunctionalInterface
  public interface Sending<E extends Exception> {
    /// @param rows valid until this returns
    /// @return false when the client left
    boolean send(VectorSchemaRoot rows) throws E;
  }

  /// Sends rows as they are, or in several pieces where they are too large for one message. A
  /// single row is sent anyhow. Pieces share the rows' memory.
  ///
  /// @return false when the client left before the last
  public static <E extends Exception> boolean forEach(VectorSchemaRoot rows, Sending<E> sending)
      throws E {
    int count = rows.getRowCount();
    long bytes = bytes(rows);
    if (count <= 1 || bytes <= MOST_BYTES) {
      return sending.send(rows);
    }
    int each = rowsOfAPiece(count, bytes / MOST_BYTES + 1);
    for (int from = 0; from < count; from += each) {
      try (VectorSchemaRoot piece = rows.slice(from, Math.min(each, count - from))) {
        // Rows differ in length, so that a piece of them may still be too large.
        if (!forEach(piece, sending)) {
          return false;
        }
      }
    }
    return true;
  }

  /// Fewer than there are.
  private static int rowsOfAPiece(int count, long pieces) {
    int each = Math.toIntExact(Math.ceilDiv(count, pieces));
    int aligned = Math.ceilDiv(each, ROWS_OF_A_BYTE) * ROWS_OF_A_BYTE;
    return aligned < count ? aligned : each;
  }

  private static long bytes(VectorSchemaRoot rows) {
    try (ArrowRecordBatch batch = new VectorUnloader(rows).getRecordBatch()) {
      return batch.computeBodyLength();
    }
  }
}
