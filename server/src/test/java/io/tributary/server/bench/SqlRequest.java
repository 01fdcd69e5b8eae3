package io.tributary.server.bench;

import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import java.util.List;
import java.util.Optional;

/// Requests as benchmarks make them.
final class SqlRequest {
  private SqlRequest() {}

  /// SQL without parameters, run wherever the gateway likes.
  static QueryRequest of(String sql) {
    return new QueryRequest(
        QueryId.random(),
        new Statement.Sql(sql, List.of()),
        SessionDefaults.NONE,
        EngineChoice.AUTO,
        Optional.empty());
  }
}
