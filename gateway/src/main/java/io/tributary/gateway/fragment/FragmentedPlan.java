package io.tributary.gateway.fragment;

import java.util.List;
import java.util.function.UnaryOperator;

/// A query, ready to run.
public sealed interface FragmentedPlan {

  List<OutputColumn> output();

  /// A column of the result.
  ///
  /// @param index in the rows that the last step gives, which may hold more columns to sort by
  record OutputColumn(String name, int index) {}

  /// One source runs it all.
  record Native(Fragment fragment, List<OutputColumn> output) implements FragmentedPlan {
    public Native {
      output = List.copyOf(output);
    }

    /// The same with other SQL.
    public Native rewritten(UnaryOperator<String> rewrite) {
      return new Native(fragment.rewritten(rewrite), output);
    }
  }

  /// DuckDB runs the last step.
  ///
  /// @param views what the SQL reads: each gives one use of a fragment or a local table its own
  ///   column names
  /// @param shared what reductions and the SQL both read, over the views
  /// @param sql in DuckDB's dialect, over the views
  /// @param optimized whether its joins are in the order in which they should be made
  record InDuckDb(
      List<Fragment> fragments,
      List<LocalTable> localTables,
      List<View> views,
      List<Shared> shared,
      String sql,
      boolean optimized,
      List<OutputColumn> output)
      implements FragmentedPlan {
    public InDuckDb {
      fragments = List.copyOf(fragments);
      localTables = List.copyOf(localTables);
      views = List.copyOf(views);
      shared = List.copyOf(shared);
      output = List.copyOf(output);
    }
  }

  /// A named query that gives the same rows whenever it runs, worth holding them.
  record Shared(String name, String sql) {
    /// More are computed again rather than held.
    public static final long MOST_ROWS = 1_000_000;
  }

  /// A named query over a fragment's relation or a local table.
  ///
  /// @param fragment the fragment's id, or [#OF_NO_FRAGMENT]
  record View(String name, String sql, int fragment) {
    public static final int OF_NO_FRAGMENT = 0;
  }
}
