package io.tributary.catalog.discovery;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tributary.catalog.source.ConfiguredSource;
import io.tributary.connector.Caller;
import io.tributary.connector.Source;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Remembers one kind of answer of the sources, by organisation, source and version of its
/// configuration. Who asks while an answer is on its way waits for it instead of asking again; a
/// failure is not remembered.
///
/// @param <K> what was asked of the source
/// @param <V> the answer
final class DiscoveryCache<K, V> {
  private final AsyncCache<Key<K>, V> answers;
  private final Executor executor;

  private record Key<K>(String organisation, String source, String version, K question) {}

  /// @param size memory that an answer takes, in names and columns
  /// @param maxSize bound on the sum of sizes
  /// @param executor asks the sources, may block
  DiscoveryCache(
      ToIntFunction<V> size, long maxSize, Duration age, Ticker ticker, Executor executor) {
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(maxSize)
            .weigher((Key<K> _, V answer) -> 1 + size.applyAsInt(answer))
            .expireAfterWrite(age)
            .ticker(ticker)
            .executor(executor)
            .buildAsync();
    this.executor = executor;
  }

  V get(ConfiguredSource.Ready source, K question, Function<Source, V> ask) {
    Caller caller = Caller.current();
    Key<K> key =
        new Key<>(caller.organisation(), source.name(), source.configuration().version(), question);
    CompletableFuture<V> answer =
        answers.get(
            key,
            (_, _) ->
                CompletableFuture.supplyAsync(
                    () -> caller.<V, RuntimeException>call(() -> source.use(ask)), executor));
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  void forget(String organisation, String source) {
    answers
        .asMap()
        .keySet()
        .removeIf(key -> key.organisation().equals(organisation) && key.source().equals(source));
  }
}
