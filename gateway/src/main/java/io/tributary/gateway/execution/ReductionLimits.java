package io.tributary.gateway.execution;

import io.tributary.gateway.fragment.Reduction;

/// How many keys may go from one source to another.
///
/// @param listedKeys as a list; always passed
/// @param keys at most; of more than these, the least and the greatest are passed
/// @param largestShare of a column's distinct values; keys that are more than a list and more than
///   this are not passed
public record ReductionLimits(int listedKeys, int keys, double largestShare) {

  public static final ReductionLimits DEFAULT =
      new ReductionLimits(1_000, Reduction.MOST_KEYS, 0.8);

  public ReductionLimits {
    if (listedKeys < 0 || keys < listedKeys) {
      throw new IllegalArgumentException(
          "%d listed keys and %d keys are no limits".formatted(listedKeys, keys));
    }
  }
}
