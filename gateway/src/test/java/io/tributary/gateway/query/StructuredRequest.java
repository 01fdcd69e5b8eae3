package io.tributary.gateway.query;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Change;
import io.tributary.v1.Relation;
import java.util.Optional;

/// Asks without SQL, as an engine with plans of its own does.
final class StructuredRequest {

  private StructuredRequest() {}

  /// @param relation in JSON
  static QueryRequest relation(String relation) {
    return of(new Statement.Structured(read(relation, Relation.newBuilder()).build()));
  }

  /// @param change in JSON
  static QueryRequest change(String change) {
    return of(new Statement.StructuredChange(read(change, Change.newBuilder()).build()));
  }

  private static <B extends Message.Builder> B read(String json, B message) {
    try {
      JsonFormat.parser().merge(json, message);
      return message;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static QueryRequest of(Statement statement) {
    return new QueryRequest(
        QueryId.random(), statement, SessionDefaults.NONE, EngineChoice.AUTO, Optional.empty());
  }
}
