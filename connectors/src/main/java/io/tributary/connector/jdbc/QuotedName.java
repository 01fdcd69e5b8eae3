package io.tributary.connector.jdbc;

/// A name between quotation marks, as standard SQL has it.
public final class QuotedName {

  private QuotedName() {}

  public static String of(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
