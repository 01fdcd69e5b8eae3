package io.tributary.trino.testserver;

import io.trino.server.Server;

/// Starts a Trino server that is configured by `-Dconfig=PATH`, like any.
public final class TrinoServer {

  private TrinoServer() {}

  /// @param arguments the version that the server tells its clients
  static void main(String[] arguments) {
    new Server().start(arguments[0]);
  }
}
