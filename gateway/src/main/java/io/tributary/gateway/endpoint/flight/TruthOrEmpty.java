package io.tributary.gateway.endpoint.flight;

import org.apache.arrow.flight.NoOpSessionOptionValueVisitor;
import org.jspecify.annotations.Nullable;

/// Reads a session option that is true or false, as such or as text; unset is false. Null for any
/// other.
final class TruthOrEmpty extends NoOpSessionOptionValueVisitor<@Nullable Boolean> {

  @Override
  public Boolean visit(boolean value) {
    return value;
  }

  @Override
  public @Nullable Boolean visit(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  @Override
  public Boolean visit(Void value) {
    return false;
  }
}
