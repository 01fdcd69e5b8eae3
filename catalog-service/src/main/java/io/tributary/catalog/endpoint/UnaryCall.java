package io.tributary.catalog.endpoint;

import io.grpc.stub.StreamObserver;
import io.tributary.catalog.error.GrpcErrors;
import java.util.function.Supplier;

/// Answers a call that has one response.
final class UnaryCall {
  private UnaryCall() {}

  static <T> void answer(StreamObserver<T> observer, Supplier<T> response) {
    T message;
    try {
      message = response.get();
    } catch (Throwable e) {
      observer.onError(GrpcErrors.of(e));
      return;
    }
    observer.onNext(message);
    observer.onCompleted();
  }
}
