package io.tributary.gateway.testing;

import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.planner.function.DuckDbFunctions;
import io.tributary.gateway.planner.function.FunctionOracle;
import java.time.Clock;
import org.apache.arrow.memory.RootAllocator;

/// Planners that share what DuckDB says of its functions, which is the same for all.
public final class TestPlanner {

  private static final DuckDbFunctions FUNCTIONS =
      new DuckDbFunctions(new FunctionOracle(new RootAllocator()));

  private TestPlanner() {}

  public static Planner over(Metadata metadata) {
    return over(metadata, Clock.systemUTC());
  }

  public static Planner over(Metadata metadata, Clock clock) {
    return new Planner(metadata, FUNCTIONS, clock);
  }
}
