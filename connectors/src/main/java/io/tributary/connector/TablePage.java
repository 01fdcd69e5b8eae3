package io.tributary.connector;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A page of a listing, in the order of [TableName].
///
/// @param next where the next page begins; empty on the last
public record TablePage(List<TableSummary> tables, Optional<TableName> next) {
  public TablePage {
    tables = List.copyOf(tables);
  }

  /// A page of tables that are all at hand, in any order.
  ///
  /// @param from first table of the page, if it still exists; empty for the first page
  /// @param limit at most this many, more than 0
  public static TablePage of(Collection<TableSummary> tables, Optional<TableName> from, int limit) {
    List<TableSummary> page =
        tables.stream()
            .filter(table -> from.isEmpty() || table.name().compareTo(from.get()) >= 0)
            .sorted(Comparator.comparing(TableSummary::name))
            .limit(limit + 1L)
            .toList();
    return page.size() <= limit
        ? new TablePage(page, Optional.empty())
        : new TablePage(page.subList(0, limit), Optional.of(page.getLast().name()));
  }
}
