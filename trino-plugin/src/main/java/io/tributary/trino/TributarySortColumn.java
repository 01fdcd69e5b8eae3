package io.tributary.trino;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A column to sort by.
///
/// @param nullsFirst whether NULL comes before all values, else after them
public record TributarySortColumn(
    @JsonProperty("column") TributaryColumnHandle column,
    @JsonProperty("descending") boolean descending,
    @JsonProperty("nullsFirst") boolean nullsFirst) {

  @Override
  public String toString() {
    return "%s:%s %s NULLS %s"
        .formatted(
            column.name(),
            column.type().getDisplayName(),
            descending ? "DESC" : "ASC",
            nullsFirst ? "FIRST" : "LAST");
  }
}
