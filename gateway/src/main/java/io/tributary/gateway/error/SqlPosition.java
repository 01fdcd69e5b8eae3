package io.tributary.gateway.error;

/// A place in the SQL text, both counted from 1; columns are UTF-16 code units.
public record SqlPosition(int line, int column) {

  @Override
  public String toString() {
    return "line %d, column %d".formatted(line, column);
  }
}
