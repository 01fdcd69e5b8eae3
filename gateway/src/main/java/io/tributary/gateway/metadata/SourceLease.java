package io.tributary.gateway.metadata;

/// Keeps sources open until it is closed. Closing it twice does nothing more.
public interface SourceLease extends AutoCloseable {

  @Override
  void close();
}
