package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.Value;
import java.util.List;

/// Texts with U+0000 among the values that a query is given, which become literals: these end there
/// in SQL.
public final class NulCharacters {

  private NulCharacters() {}

  /// @throws GatewayException INVALID_ARGUMENT naming the parameter
  public static void refuse(List<Value> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      refuse(parameters.get(i), "parameter " + (i + 1));
    }
  }

  /// @param name what the value is, or stands beside
  static void refuse(Value value, String name) {
    if (value.getStringValue().indexOf('\0') >= 0) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "%s: the text has the character U+0000, which no value holds: write chr(0) for it in SQL"
              .formatted(name));
    }
  }
}
