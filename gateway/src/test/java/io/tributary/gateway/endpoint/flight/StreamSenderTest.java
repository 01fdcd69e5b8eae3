package io.tributary.gateway.endpoint.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class StreamSenderTest {

  @Test
  void aQueryThatNoThreadTakesHasEnded() {
    var ended = new AtomicBoolean();
    try (ExecutorService closed = Executors.newVirtualThreadPerTaskExecutor()) {
      closed.shutdown();
      assertThatThrownBy(() ->
              new StreamSender(closed)
                  .send(
                      new ReadyClient(),
                      () -> {
                        throw new AssertionError("started");
                      },
                      () -> {},
                      () -> ended.set(true)))
          .isInstanceOf(RejectedExecutionException.class);
    }
    assertThat(ended).isTrue();
  }
}
