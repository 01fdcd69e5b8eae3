package io.tributary.gateway.query;

import java.util.UUID;

/// Names a query while it runs and in logs.
public record QueryId(String value) {

  public static QueryId random() {
    return new QueryId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
