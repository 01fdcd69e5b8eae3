package io.tributary.connector;

/// A query that filters and projects one table's rows, parted where the table stands in it. Such a
/// query over ranges of the table gives its rows in parts.
///
/// @param before what stands before the table
/// @param after what stands after it, first a name for it
public record ScannedTable(TableName name, String before, String after) {

  /// The query over some of the rows.
  ///
  /// @param rows a sub-query in parentheses, with all of the table's columns
  public String over(String rows) {
    return before + rows + after;
  }
}
