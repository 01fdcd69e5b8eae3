package io.tributary.gateway.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The queries that run, and those that ended last, of all organisations. Safe for use by many
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

  void ended(RunningQuery query) {
    // Outside of the lock: what runs may be busy with its source.
    var last = new Ended(query.organisation(), query.state(false));
    synchronized (this) {
      if (running.remove(query)) {
        ended.addLast(last);
        characters += last.state().size();
        while (ended.size() > MOST_ENDED || characters > MOST_CHARACTERS) {
          characters -= ended.removeFirst().state().size();
        }
      }
    }
  }

  /// Those of an organisation, the latest first.
  List<QueryState> list(String organisation) {
    List<QueryState> states = new ArrayList<>();
    List<RunningQuery> now;
    synchronized (this) {
      ended.stream()
          .filter(past -> past.organisation().equals(organisation))
          .map(Ended::state)
          .forEach(states::add);
      now = running.stream().filter(query -> query.organisation().equals(organisation)).toList();
    }
    now.stream().map(query -> query.state(true)).forEach(states::add);
    return states.reversed();
  }
}
