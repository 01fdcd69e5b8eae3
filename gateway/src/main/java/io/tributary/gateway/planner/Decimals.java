package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.Value;
import java.math.BigDecimal;
import java.util.List;

/// Decimals among the values that a query is given, as texts. A few characters with an exponent can
/// stand for more digits than memory holds, and become literals with all of them.
public final class Decimals {
  private static final int MOST_DIGITS = 400;

  private Decimals() {}

  /// @throws GatewayException INVALID_ARGUMENT naming the parameter that is no decimal, or one of
  ///   too many digits
  public static void check(List<Value> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      check(parameters.get(i), "parameter " + (i + 1));
    }
  }

  /// @param name what the value is, or stands beside
  static void check(Value value, String name) {
    if (value.getKindCase() != Value.KindCase.DECIMAL_VALUE) {
      return;
    }
    String text = value.getDecimalValue();
    // To parse very many digits takes long, too: a sign, a point and an exponent are besides.
    if (text.length() > MOST_DIGITS + 20 || isLong(parsed(text, name))) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "%s: a decimal with more than %d digits before or behind its point is not taken: send one of fewer, or a double"
              .formatted(name, MOST_DIGITS));
    }
  }

  private static BigDecimal parsed(String text, String name) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException _) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "%s: '%s' is no decimal: send one such as -12.50".formatted(name, text));
    }
  }

  private static boolean isLong(BigDecimal value) {
    return value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > MOST_DIGITS;
  }
}
