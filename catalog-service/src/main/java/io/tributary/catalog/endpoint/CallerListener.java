package io.tributary.catalog.endpoint;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.tributary.connector.Caller;

/// Runs every callback of a gRPC call as its caller.
public final class CallerListener<Q> extends SimpleForwardingServerCallListener<Q> {
  private final Caller caller;

  private CallerListener(Caller caller, ServerCall.Listener<Q> listener) {
    super(listener);
    this.caller = caller;
  }

  public static <Q, R> ServerCall.Listener<Q> start(
      Caller caller, ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new CallerListener<>(caller, caller.call(() -> next.startCall(call, headers)));
  }

  @Override
  public void onMessage(Q message) {
    caller.run(() -> super.onMessage(message));
  }

  @Override
  public void onHalfClose() {
    caller.run(super::onHalfClose);
  }

  @Override
  public void onCancel() {
    caller.run(super::onCancel);
  }

  @Override
  public void onComplete() {
    caller.run(super::onComplete);
  }

  @Override
  public void onReady() {
    caller.run(super::onReady);
  }
}
