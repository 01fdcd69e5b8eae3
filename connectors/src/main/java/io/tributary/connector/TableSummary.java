package io.tributary.connector;

/// One line of a listing.
public record TableSummary(TableName name, TableKind kind, String comment) {}
