package io.tributary.gateway.query;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Relation;
import java.util.Optional;

/// Asks for what a structured plan computes.
final class RelationRequest {

  private RelationRequest() {}

  /// @param relation in JSON
  static QueryRequest of(String relation) {
    Relation.Builder read = Relation.newBuilder();
    try {
      JsonFormat.parser().merge(relation, read);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
    return new QueryRequest(
        QueryId.random(),
        new Statement.Structured(read.build()),
        SessionDefaults.NONE,
        EngineChoice.AUTO,
        Optional.empty());
  }
}
