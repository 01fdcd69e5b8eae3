package io.tributary.gateway.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The queries that run, and those of each organisation that ended last. Safe for use by many
/// threads.
final class QueryHistory {
  private static final int MOST_ENDED = 1_000;
  private static final int MOST_CHARACTERS = 4 << 20;

  private record Ended(String organisation, QueryState state) {}

  private final Set<RunningQuery> running = new LinkedHashSet<>();
  private final Deque<Ended> ended = new ArrayDeque<>();
  private long characters;

  synchronized void started(RunningQuery query) {
    running.add(query);
  }

  synchronized void ended(RunningQuery query) {
    if (!running.remove(query)) {
      return;
    }
    var last = new Ended(query.organisation(), query.state(false));
    ended.addLast(last);
    characters += last.state().size();
    while (ended.size() > MOST_ENDED || characters > MOST_CHARACTERS) {
      characters -= ended.removeFirst().state().size();
    }
  }

  /// Those of an organisation, the latest first.
  List<QueryState> list(String organisation) {
    List<QueryState> states = new ArrayList<>();
    synchronized (this) {
      Stream.concat(
              ended.stream()
                  .filter(past -> past.organisation().equals(organisation))
                  .map(Ended::state),
              running.stream()
                  .filter(query -> query.organisation().equals(organisation))
                  .map(query -> query.state(true)))
          .forEach(states::add);
    }
    return states.reversed();
  }
}
