package io.tributary.connector;

import java.util.List;
import java.util.Optional;

/// A page of a listing, in the order of [TableName].
///
/// @param next where the next page begins; empty on the last
public record TablePage(List<TableSummary> tables, Optional<TableName> next) {
  public TablePage {
    tables = List.copyOf(tables);
  }
}
