package io.tributary.server;

import io.tributary.v1.QueryRequest;
import io.tributary.v1.QueryResponse;
import io.tributary.v1.QueryServiceGrpc.QueryServiceBlockingStub;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/// Rows of a gRPC query as text, read from its messages by Arrow's own stream reader.
final class ArrowRows {
  private ArrowRows() {}

  static List<List<String>> of(QueryServiceBlockingStub queries, QueryRequest request) {
    var stream = new ByteArrayOutputStream();
    Iterator<QueryResponse> events = queries.query(request);
    while (events.hasNext()) {
      QueryResponse event = events.next();
      switch (event.getEventCase()) {
        case STARTED -> stream.writeBytes(event.getStarted().getArrowSchema().toByteArray());
        case ARROW_BATCH -> stream.writeBytes(event.getArrowBatch().toByteArray());
        case COMPLETED -> {}
        case EVENT_NOT_SET -> throw new IllegalStateException("an event without content");
      }
    }
    try (var allocator = new RootAllocator();
        var reader =
            new ArrowStreamReader(new ByteArrayInputStream(stream.toByteArray()), allocator)) {
      List<List<String>> rows = new ArrayList<>();
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        for (int row = 0; row < root.getRowCount(); row++) {
          int index = row;
          rows.add(
              root.getFieldVectors().stream()
                  .map(vector -> String.valueOf(vector.getObject(index)))
                  .toList());
        }
      }
      return rows;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
