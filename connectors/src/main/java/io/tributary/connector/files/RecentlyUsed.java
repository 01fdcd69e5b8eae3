package io.tributary.connector.files;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Answers that stay true as long as the files they are about do, which are part of the key. Holds
/// the latest so many.
final class RecentlyUsed<K, V> {
  private final int capacity;
  private final Map<K, V> entries;

  RecentlyUsed(int capacity) {
    this.capacity = capacity;
    this.entries = new LinkedHashMap<>(16, 0.75f, true);
  }

  interface Loader<K, V> {
    V load(K key) throws SQLException;
  }

  V get(K key, Loader<K, V> loader) throws SQLException {
    Optional<V> known = find(key);
    if (known.isPresent()) {
      return known.get();
    }
    V loaded = loader.load(key);
    put(key, loaded);
    return loaded;
  }

  Optional<V> find(K key) {
    synchronized (entries) {
      return Optional.ofNullable(entries.get(key));
    }
  }

  void put(K key, V value) {
    synchronized (entries) {
      entries.put(key, value);
      if (entries.size() > capacity) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
  }
}
