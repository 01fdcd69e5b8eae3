package io.tributary.connector;

import java.util.Set;

/// A DuckDB database file that is attached, for reading only, to the DuckDB that executes a query.
///
/// The SQL of a view is kept as it was written: it may name tables without saying where they are,
/// and DuckDB looks among the temporary ones first. So whoever makes temporary tables or views
/// beside it must not name them alike.
///
/// @param file absolute path
/// @param name under which it is attached
/// @param searched whether its schema `main` must be on the search path
/// @param names of tables that views may mean, in lower case
public record AttachedDatabase(String file, String name, boolean searched, Set<String> names) {
  public AttachedDatabase {
    names = Set.copyOf(names);
  }
}
