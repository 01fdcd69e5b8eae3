package io.tributary.gateway.query;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.tributary.connector.Caller;
import io.tributary.gateway.fragment.Fragment;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.FragmentedPlan.OutputColumn;
import io.tributary.gateway.fragment.FragmentedPlan.Shared;
import io.tributary.gateway.fragment.FragmentedPlan.View;
import io.tributary.gateway.fragment.LocalTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// All that decides which rows a query has.
///
/// Parameters, the session's defaults and the engine show in the plan. Caller and source
/// configurations decide what may be seen, and with whose credentials it is read.
///
/// @param planDigest SHA-256 of the plan that runs
record ResultKey(String planDigest, Caller caller, List<SourceVersion> sources) {

  ResultKey {
    sources = List.copyOf(sources);
  }

  /// A source as the query finds it.
  ///
  /// @param engine whether its rows are those of other sources
  /// @param configuration version of its configuration
  /// @param invalidations how often its results were declared void
  /// @param data changes whenever its rows do; empty where the source has no such thing
  record SourceVersion(
      String source,
      boolean engine,
      String configuration,
      long invalidations,
      Optional<String> data) {}

  /// Whether the rows cannot have changed as long as the key is the same.
  boolean coversData() {
    return sources.stream().allMatch(source -> source.data().isPresent());
  }

  boolean reads(String source) {
    return sources.stream().anyMatch(version -> version.source().equals(source));
  }

  boolean readsEngine() {
    return sources.stream().anyMatch(SourceVersion::engine);
  }

  static String digest(FragmentedPlan plan) {
    Hasher hasher = Hashing.sha256().newHasher();
    switch (plan) {
      case FragmentedPlan.Native only -> put(only.fragment(), hasher);
      case FragmentedPlan.InDuckDb duckDb -> {
        duckDb.fragments().forEach(fragment -> put(fragment, hasher));
        for (LocalTable table : duckDb.localTables()) {
          put(table.sourceName(), hasher);
          put(table.relation().toString(), hasher);
        }
        for (View view : duckDb.views()) {
          put(view.name(), hasher);
          put(view.sql(), hasher);
        }
        for (Shared shared : duckDb.shared()) {
          put(shared.name(), hasher);
          put(shared.sql(), hasher);
        }
        put(duckDb.sql(), hasher);
      }
    }
    for (OutputColumn column : plan.output()) {
      put(column.name(), hasher);
      hasher.putInt(column.index());
    }
    return hasher.hash().toString();
  }

  private static void put(Fragment fragment, Hasher hasher) {
    put(fragment.sourceName(), hasher);
    put(fragment.sql(), hasher);
    // The same SQL gives other types once a column has changed its own.
    put(fragment.arrowSchema().toString(), hasher);
  }

  /// With its length, so that no two rows of texts look alike.
  private static void put(String text, Hasher hasher) {
    hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
  }
}
