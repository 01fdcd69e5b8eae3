package io.tributary.gateway.query;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Change;
import java.util.Optional;

/// Asks for a change of a table without SQL.
final class ChangeRequest {

  private ChangeRequest() {}

  /// @param change in JSON
  static QueryRequest of(String change) {
    Change.Builder read = Change.newBuilder();
    try {
      JsonFormat.parser().merge(change, read);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
    return new QueryRequest(
        QueryId.random(),
        new Statement.StructuredChange(read.build()),
        SessionDefaults.NONE,
        EngineChoice.AUTO,
        Optional.empty());
  }
}
