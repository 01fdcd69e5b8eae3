package io.tributary.trino;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tributary.v1.Relation;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.ConnectorTransactionHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.arrow.flight.FlightEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads of running queries whose rows the gateway holds at the source for their readers: for a
/// while only, so that it is asked again and again to go on until the query is over, and then told
/// to let go. It lets go by itself where the coordinator is gone.
final class HeldReads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeldReads.class);

  /// However far the clocks of gateway and coordinator are apart.
  private static final Duration LONGEST_PERIOD = Duration.ofSeconds(10);

  private static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);

  private static final Duration LONGER_THAN_ANY = Duration.ofDays(3650);

  private final ConcurrentMap<String, Query> queries = new ConcurrentHashMap<>();

  /// Takes no more once it is closed.
  private final ScheduledExecutorService renewals =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("tributary-renewals").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /// A query that runs.
  private record Query(ConnectorTransactionHandle transaction, Set<HeldRead> reads) {}

  void begin(ConnectorTransactionHandle transaction, String queryId) {
    queries.putIfAbsent(queryId, new Query(transaction, ConcurrentHashMap.newKeySet()));
  }

  /// Plans a read of a query that has begun, which is held as long as that runs.
  ///
  /// @param gateway in whose name it is read
  /// @return parts of it
  List<FlightEndpoint> plan(GatewayClient gateway, String queryId, Relation relation) {
    List<FlightEndpoint> endpoints = gateway.plan(relation, true);
    endpoints.stream()
        .filter(endpoint -> endpoint.getExpirationTime().isPresent())
        .findFirst()
        .ifPresent(endpoint -> hold(queryId, new HeldRead(gateway, endpoint)));
    return endpoints;
  }

  private void hold(String queryId, HeldRead read) {
    Query query =
        queries.computeIfPresent(
            queryId,
            (_, running) -> {
              running.reads.add(read);
              return running;
            });
    if (query == null) {
      // It ended while the gateway planned.
      renewals.execute(read::letGo);
    } else {
      read.renewLater();
    }
  }

  /// The query reads no more. Does not wait for the gateway.
  void end(String queryId) {
    Query query = queries.remove(queryId);
    if (query != null) {
      query.reads.forEach(read -> renewals.execute(read::letGo));
    }
  }

  /// No query of a transaction reads any more, whether its end was told or not.
  void end(ConnectorTransactionHandle transaction) {
    queries.forEach((queryId, query) -> {
      if (query.transaction.equals(transaction)) {
        end(queryId);
      }
    });
  }

  /// What is still held the gateway lets go by itself.
  @Override
  public void close() {
    renewals.shutdownNow();
  }

  /// One read, whose state belongs to the thread of the renewals.
  private final class HeldRead {
    private final GatewayClient gateway;
    private FlightEndpoint endpoint;
    private boolean over;

    private HeldRead(GatewayClient gateway, FlightEndpoint endpoint) {
      this.gateway = gateway;
      this.endpoint = endpoint;
    }

    private void renewLater() {
      var _ = renewals.schedule(this::renew, period(endpoint).toMillis(), MILLISECONDS);
    }

    private void renew() {
      if (over) {
        return;
      }
      try {
        Optional<FlightEndpoint> renewed = gateway.renew(endpoint);
        endpoint = renewed.orElse(endpoint);
        over = renewed.isEmpty();
      } catch (TrinoException error) {
        LOG.debug("A read is not renewed, and will be asked for again", error);
      }
      renewLater();
    }

    private void letGo() {
      if (over) {
        return;
      }
      over = true;
      try {
        gateway.cancel(endpoint);
      } catch (TrinoException error) {
        LOG.warn("The gateway is left to end a read by itself: {}", error.getRawMessage());
      }
    }
  }

  /// A third of the time that is left, so that two renewals may fail.
  private static Duration period(FlightEndpoint endpoint) {
    Duration third = Duration.between(Instant.now(), expiry(endpoint)).dividedBy(3);
    return Collections.min(
        List.of(LONGEST_PERIOD, Collections.max(List.of(SHORTEST_PERIOD, third))));
  }

  /// Arrow's client, 18.3, adds the seconds twice, which makes it decades.
  private static Instant expiry(FlightEndpoint endpoint) {
    Instant read = endpoint.getExpirationTime().orElseThrow();
    return read.isAfter(Instant.now().plus(LONGER_THAN_ANY))
        ? Instant.ofEpochSecond(read.getEpochSecond() / 2, read.getNano())
        : read;
  }
}
