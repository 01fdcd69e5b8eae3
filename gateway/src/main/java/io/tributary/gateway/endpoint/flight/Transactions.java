package io.tributary.gateway.endpoint.flight;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;

/// What Flight SQL calls transactions, over several statements, which there are none of.
final class Transactions {

  private Transactions() {}

  /// @throws GatewayException NOT_SUPPORTED for a statement that is to be part of a transaction: it
  ///   could not be taken back
  static void refuse(boolean transactionIsNamed) {
    if (transactionIsNamed) {
      throw refused();
    }
  }

  static GatewayException refused() {
    return new GatewayException(
        ErrorCode.NOT_SUPPORTED,
        "there are no transactions over several statements, each is one of its own: leave"
            + " transaction_id out");
  }
}
