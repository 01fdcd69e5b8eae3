package io.tributary.connector;

/// A table or a view.
public enum TableKind {
  TABLE,
  VIEW
}
