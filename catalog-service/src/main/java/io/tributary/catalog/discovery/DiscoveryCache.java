package io.tributary.catalog.discovery;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tributary.catalog.source.ConfiguredSource;
import io.tributary.connector.Caller;
import io.tributary.connector.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Remembers one kind of answer of the sources, by organisation, source and version of its
/// configuration. Who asks while an answer is on its way waits for it instead of asking again, but
/// not who has come through an engine: the answer may be on its way through that. A failure is not
/// remembered.
///
/// @param <K> what was asked of the source
/// @param <V> the answer
final class DiscoveryCache<K, V> {
  private final AsyncCache<Key<K>, Outcome<V>> outcomes;
  private final Executor executor;

  /// What came of asking. Failures are values here because the cache would log them otherwise.
  private sealed interface Outcome<V> {
    record Answer<V>(V value) implements Outcome<V> {}

    record Failure<V>(RuntimeException cause) implements Outcome<V> {}
  }

  /// Asks a source several questions at once.
  @FunctionalInterface
  interface SeveralQuestions<K, V> {

    /// @param answered another question, to which the source's answer is remembered
    /// @return without the questions that have no answer
    Map<K, V> ask(Source source, List<K> questions, Optional<K> answered);
  }

  private record Key<K>(String organisation, String source, String version, K question) {}

  /// @param size memory that an answer takes, in names and columns
  /// @param maxSize bound on the sum of sizes
  /// @param executor asks the sources, may block
  DiscoveryCache(
      ToIntFunction<V> size, long maxSize, Duration age, Ticker ticker, Executor executor) {
    this.outcomes =
        Caffeine.newBuilder()
            .maximumWeight(maxSize)
            .weigher((Key<K> _, Outcome<V> outcome) -> weight(outcome, size))
            .expireAfterWrite(age)
            .ticker(ticker)
            .executor(executor)
            .buildAsync();
    this.executor = executor;
  }

  V get(ConfiguredSource.Ready source, K question, Function<Source, V> ask) {
    Caller caller = Caller.current();
    Key<K> key = key(caller, source, question);
    if (!caller.via().isEmpty() && !isKnown(key)) {
      return source.use(ask);
    }
    CompletableFuture<Outcome<V>> asked =
        outcomes.get(
            key,
            (_, _) -> CompletableFuture.supplyAsync(() -> outcome(caller, source, ask), executor));
    return switch (asked.join()) {
      case Outcome.Answer<V> answer -> answer.value();
      case Outcome.Failure<V> failure -> {
        outcomes.asMap().remove(key, asked);
        throw failure.cause();
      }
    };
  }

  private boolean isKnown(Key<K> key) {
    CompletableFuture<Outcome<V>> asked = outcomes.getIfPresent(key);
    return asked != null && asked.isDone();
  }

  /// Several answers, for which the source is asked once: for all that are not remembered.
  Map<K, V> getAll(ConfiguredSource.Ready source, List<K> questions, SeveralQuestions<K, V> ask) {
    Caller caller = Caller.current();
    if (!caller.via().isEmpty()) {
      return source.use(opened -> ask.ask(opened, questions, Optional.empty()));
    }
    Optional<K> answered =
        questions.stream()
            .filter(question -> isAnswered(key(caller, source, question)))
            .findFirst();
    CompletableFuture<Map<Key<K>, Outcome<V>>> asked =
        outcomes.getAll(
            questions.stream().map(question -> key(caller, source, question)).toList(),
            (unknown, _) ->
                CompletableFuture.supplyAsync(
                    () -> outcomes(caller, source, unknown, answered, ask), executor));
    Map<K, V> answers = new HashMap<>();
    Map<Key<K>, RuntimeException> failures = new HashMap<>();
    asked
        .join()
        .forEach((key, outcome) -> {
          switch (outcome) {
            case Outcome.Answer<V> answer -> answers.put(key.question(), answer.value());
            case Outcome.Failure<V> failure -> failures.put(key, failure.cause());
          }
        });
    if (!failures.isEmpty()) {
      outcomes.synchronous().invalidateAll(failures.keySet());
      throw failures.values().iterator().next();
    }
    return answers;
  }

  private boolean isAnswered(Key<K> key) {
    CompletableFuture<Outcome<V>> asked = outcomes.getIfPresent(key);
    return asked != null && asked.isDone() && asked.join() instanceof Outcome.Answer<V>;
  }

  private static <K> Key<K> key(Caller caller, ConfiguredSource.Ready source, K question) {
    return new Key<>(
        caller.organisation(), source.name(), source.configuration().version(), question);
  }

  void forget(String source) {
    outcomes.asMap().keySet().removeIf(key -> key.source().equals(source));
  }

  private static <V> Outcome<V> outcome(
      Caller caller, ConfiguredSource.Ready source, Function<Source, V> ask) {
    try {
      return new Outcome.Answer<>(caller.<V, RuntimeException>call(() -> source.use(ask)));
    } catch (RuntimeException e) {
      return new Outcome.Failure<>(e);
    }
  }

  private static <K, V> Map<Key<K>, Outcome<V>> outcomes(
      Caller caller,
      ConfiguredSource.Ready source,
      Set<? extends Key<K>> keys,
      Optional<K> answered,
      SeveralQuestions<K, V> ask) {
    List<K> questions = keys.stream().<K>map(Key::question).toList();
    Outcome<Map<K, V>> outcome =
        outcome(caller, source, opened -> ask.ask(opened, questions, answered));
    Map<Key<K>, Outcome<V>> outcomes = new HashMap<>();
    for (Key<K> key : keys) {
      switch (outcome) {
        case Outcome.Answer<Map<K, V>>(Map<K, V> answers) -> {
          V answer = answers.get(key.question());
          if (answer != null) {
            outcomes.put(key, new Outcome.Answer<>(answer));
          }
        }
        case Outcome.Failure<Map<K, V>>(RuntimeException cause) ->
            outcomes.put(key, new Outcome.Failure<>(cause));
      }
    }
    return outcomes;
  }

  private static <V> int weight(Outcome<V> outcome, ToIntFunction<V> size) {
    return switch (outcome) {
      case Outcome.Answer<V> answer -> 1 + size.applyAsInt(answer.value());
      case Outcome.Failure<V> _ -> 1;
    };
  }
}
