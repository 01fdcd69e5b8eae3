package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.Value;
import java.util.List;
import java.util.regex.Pattern;

/// The precision of times and timestamps that a query is given as values.
public final class Microseconds {
  private static final Pattern FINER = Pattern.compile("\\.\\d{6}0*[1-9]");

  private Microseconds() {}

  /// @throws GatewayException INVALID_ARGUMENT for a value that is between two microseconds, which
  ///   would become another one
  public static void requireWhole(List<Value> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      requireWhole(parameters.get(i), "parameter " + (i + 1));
    }
  }

  /// @param name what the value is, or stands beside
  static void requireWhole(Value value, String name) {
    String text = text(value);
    if (FINER.matcher(text).find()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "%s: %s has digits below the microsecond, which no value keeps: send whole microseconds"
              .formatted(name, text));
    }
  }

  private static String text(Value value) {
    return switch (value.getKindCase()) {
      case TIME_VALUE -> value.getTimeValue();
      case TIMESTAMP_VALUE -> value.getTimestampValue();
      case TIMESTAMP_TZ_VALUE -> value.getTimestampTzValue();
      case NULL_VALUE,
          BOOLEAN_VALUE,
          INTEGER_VALUE,
          DOUBLE_VALUE,
          STRING_VALUE,
          BYTES_VALUE,
          DECIMAL_VALUE,
          DATE_VALUE,
          UUID_VALUE,
          KIND_NOT_SET ->
          "";
    };
  }
}
