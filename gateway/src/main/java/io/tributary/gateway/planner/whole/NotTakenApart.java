package io.tributary.gateway.planner.whole;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import org.jspecify.annotations.Nullable;

/// A statement has a [Construct]: it runs whole, or is refused in this exception's words where
/// DuckDB does not take it either.
public final class NotTakenApart extends GatewayException {

  private static final long serialVersionUID = 1L;

  private final Construct construct;

  /// @param refusal what to say where the statement cannot run whole
  public NotTakenApart(Construct construct, String refusal, @Nullable SqlPosition position) {
    super(ErrorCode.NOT_SUPPORTED, refusal, position);
    this.construct = construct;
  }

  public Construct construct() {
    return construct;
  }
}
