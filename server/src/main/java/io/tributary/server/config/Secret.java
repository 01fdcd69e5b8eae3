package io.tributary.server.config;

/// A value that must not be shown.
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
