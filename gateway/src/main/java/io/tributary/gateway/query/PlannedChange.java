package io.tributary.gateway.query;

import io.tributary.connector.Source;
import io.tributary.gateway.execution.Change;
import io.tributary.gateway.execution.ChangeOfRows;
import java.util.Optional;

/// A change of a table, ready to be made.
///
/// @param source that it changes
/// @param change empty where there is nothing to do
/// @param rows the query whose rows it writes; empty where it writes none
record PlannedChange(Optional<Source> source, Optional<Change> change, Optional<Planned> rows) {

  /// A change of rows that are there; empty where there is nothing to do.
  Optional<ChangeOfRows> ofRows() {
    return change.map(made -> new ChangeOfRows(made, rows.map(Planned::plan)));
  }

  /// What is to be done is done already.
  static final PlannedChange NOTHING =
      new PlannedChange(Optional.empty(), Optional.empty(), Optional.empty());
}
