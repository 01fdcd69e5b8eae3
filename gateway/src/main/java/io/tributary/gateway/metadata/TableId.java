package io.tributary.gateway.metadata;

/// A table's full name, spelled as the source spells it.
public record TableId(String source, String schema, String table) {

  @Override
  public String toString() {
    return source + "." + schema + "." + table;
  }
}
