package io.tributary.gateway.endpoint.flight;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import io.tributary.gateway.query.QueryId;
import java.util.Set;

/// The queries that run for flights. A ticket may be redeemed while an earlier stream of it still
/// goes on, so that one flight may have several.
final class FlightRuns {
  private final SetMultimap<QueryId, QueryId> runs = HashMultimap.create();

  /// @return the flight's own id, unless a query has it already
  synchronized QueryId begin(QueryId flight) {
    QueryId run = runs.containsEntry(flight, flight) ? QueryId.random() : flight;
    runs.put(flight, run);
    return run;
  }

  synchronized void end(QueryId flight, QueryId run) {
    runs.remove(flight, run);
  }

  synchronized Set<QueryId> of(QueryId flight) {
    return Set.copyOf(runs.get(flight));
  }
}
