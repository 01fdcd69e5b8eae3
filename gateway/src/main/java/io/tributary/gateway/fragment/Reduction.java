package io.tributary.gateway.fragment;

import java.util.List;

/// Keys that are known before a fragment is read and without which its rows cannot matter.
///
/// @param column of the fragment's rows
/// @param keySql gives the keys, in DuckDB's SQL over the views of fragments that were read before
///   and of local tables: one column, named [#KEY], which may hold NULLs and repeat itself
/// @param shared names of what `keySql` reads of [FragmentedPlan.InDuckDb#shared]
/// @param waitsFor ids of the fragments that `keySql` reads
/// @param estimatedKeys how many distinct keys there may be
/// @param estimatedValues how many distinct values the column may have
public record Reduction(
    String column,
    KeyType type,
    String keySql,
    List<String> shared,
    List<Integer> waitsFor,
    double estimatedKeys,
    double estimatedValues) {

  /// The name of the one column of `keySql`.
  public static final String KEY = "key";

  /// More keys than these are as a rule not passed one by one.
  public static final int MOST_KEYS = 50_000;

  public Reduction {
    shared = List.copyOf(shared);
    waitsFor = List.copyOf(waitsFor);
  }
}
