package io.tributary.gateway.query;

import io.tributary.gateway.planner.Decimals;
import io.tributary.gateway.planner.Microseconds;
import io.tributary.gateway.planner.NulCharacters;
import io.tributary.v1.Change;
import io.tributary.v1.Relation;
import io.tributary.v1.Value;
import java.util.List;

/// What is to be run.
public sealed interface Statement {

  /// SQL text.
  ///
  /// @param parameters values of `?`, in order; times among them in whole microseconds
  record Sql(String text, List<Value> parameters) implements Statement {
    public Sql {
      parameters = List.copyOf(parameters);
      Microseconds.requireWhole(parameters);
      NulCharacters.refuse(parameters);
      Decimals.check(parameters);
    }
  }

  /// Rows that an engine with a plan of its own wants computed.
  record Structured(Relation relation) implements Statement {}

  /// A change that such an engine wants, other than of rows that it sends.
  record StructuredChange(Change change) implements Statement {}
}
