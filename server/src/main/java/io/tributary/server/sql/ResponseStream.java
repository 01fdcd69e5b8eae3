package io.tributary.server.sql;

import com.google.protobuf.ByteString;
import io.tributary.v1.QueryCompleted;
import io.tributary.v1.QueryResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/// The Arrow messages of a query's responses, one after the other: an Arrow IPC stream.
final class ResponseStream extends InputStream {
  private final Iterator<QueryResponse> responses;
  private InputStream message = InputStream.nullInputStream();
  private QueryCompleted completed = QueryCompleted.getDefaultInstance();

  ResponseStream(Iterator<QueryResponse> responses) {
    this.responses = responses;
  }

  /// What the gateway said after the last batch.
  QueryCompleted completed() {
    return completed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = message.read(target, offset, length);
    while (count < 0 && responses.hasNext()) {
      QueryResponse response = responses.next();
      switch (response.getEventCase()) {
        case STARTED -> open(response.getStarted().getArrowSchema());
        case ARROW_BATCH -> open(response.getArrowBatch());
        case COMPLETED -> completed = response.getCompleted();
        case EVENT_NOT_SET -> throw new IOException("The gateway sent an unknown event");
      }
      count = message.read(target, offset, length);
    }
    return count;
  }

  private void open(ByteString bytes) {
    message = bytes.newInput();
  }
}
