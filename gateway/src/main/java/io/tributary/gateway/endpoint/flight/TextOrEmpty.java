package io.tributary.gateway.endpoint.flight;

import java.util.Optional;
import org.apache.arrow.flight.NoOpSessionOptionValueVisitor;
import org.jspecify.annotations.Nullable;

/// Reads a session option that is text, or nothing to unset it. Null for any other type.
final class TextOrEmpty extends NoOpSessionOptionValueVisitor<@Nullable Optional<String>> {

  @Override
  public Optional<String> visit(String value) {
    return Optional.of(value);
  }

  @Override
  public Optional<String> visit(Void value) {
    return Optional.empty();
  }
}
