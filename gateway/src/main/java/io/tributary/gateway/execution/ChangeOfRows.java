package io.tributary.gateway.execution;

import io.tributary.gateway.fragment.FragmentedPlan;
import java.util.Optional;

/// A change of rows that are there, with the query that gives the row of values for it, if it takes
/// one.
public record ChangeOfRows(Change change, Optional<FragmentedPlan> row) {

  /// Whether it takes a DuckDB to compute its values.
  public boolean needsDuckDb() {
    return row.filter(FragmentedPlan.InDuckDb.class::isInstance).isPresent();
  }
}
