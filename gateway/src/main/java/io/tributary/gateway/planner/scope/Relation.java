package io.tributary.gateway.planner.scope;

/// What stands in a FROM: a table, a query or a function. Two that are called alike are still two.
public final class Relation {
  private final String called;

  /// @param called its alias, else its own last name
  public Relation(String called) {
    this.called = called;
  }

  public String called() {
    return called;
  }

  boolean isCalled(String name) {
    return called.equalsIgnoreCase(name);
  }
}
