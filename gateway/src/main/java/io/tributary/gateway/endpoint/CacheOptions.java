package io.tributary.gateway.endpoint;

import com.google.protobuf.util.Durations;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.CachePolicy;
import io.tributary.v1.CacheMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What requests say of the cache of results, in words or in messages.
public final class CacheOptions {

  private CacheOptions() {}

  private static final Pattern POLICY = Pattern.compile("([a-z]+)(?:\\s*;\\s*max-age=(\\w+))?");

  /// `use`, `use; max-age=30s`, `refresh` or `bypass`
  ///
  /// @throws GatewayException INVALID_ARGUMENT for anything else
  public static CachePolicy parse(String policy) {
    Matcher parts = POLICY.matcher(policy.strip());
    return parts.matches()
        ? parse(Optional.of(parts.group(1)), Optional.ofNullable(parts.group(2)))
        : parse(Optional.of(policy), Optional.empty());
  }

  /// As [#parse(String)] reads it.
  public static String text(CachePolicy policy) {
    String mode = policy.mode().name().toLowerCase(Locale.ROOT);
    return policy
        .maxAge()
        .map(age -> "%s; max-age=%dms".formatted(mode, age.toMillis()))
        .orElse(mode);
  }

  /// @param mode `use`, `refresh` or `bypass`
  /// @param maxAge such as `30s`
  /// @throws GatewayException INVALID_ARGUMENT for anything else
  public static CachePolicy parse(Optional<String> mode, Optional<String> maxAge) {
    return new CachePolicy(
        mode.map(CacheOptions::mode).orElse(CachePolicy.Mode.BYPASS),
        maxAge.map(CacheOptions::maxAge));
  }

  private static CachePolicy.Mode mode(String text) {
    return switch (text) {
      case "use" -> CachePolicy.Mode.USE;
      case "refresh" -> CachePolicy.Mode.REFRESH;
      case "bypass" -> CachePolicy.Mode.BYPASS;
      default -> throw invalid("cache must be one of use, refresh, bypass, not \"%s\"", text);
    };
  }

  private static Duration maxAge(String text) {
    return DurationText.parse(text)
        .orElseThrow(() ->
            invalid(
                "the greatest age of cached results must be a duration with its unit, such as"
                    + " \"30s\", not \"%s\"",
                text));
  }

  private static GatewayException invalid(String message, String given) {
    return new GatewayException(ErrorCode.INVALID_ARGUMENT, message.formatted(given));
  }

  /// As it goes into a message, where the age is a field of its own.
  public static CacheMode message(CachePolicy.Mode mode) {
    return switch (mode) {
      case USE -> CacheMode.CACHE_MODE_USE;
      case REFRESH -> CacheMode.CACHE_MODE_REFRESH;
      case BYPASS -> CacheMode.CACHE_MODE_UNSPECIFIED;
    };
  }

  /// @throws GatewayException INVALID_ARGUMENT for an unknown mode or an age that is none
  public static CachePolicy policy(CacheMode mode, Optional<com.google.protobuf.Duration> maxAge) {
    return new CachePolicy(
        switch (mode) {
          case CACHE_MODE_UNSPECIFIED -> CachePolicy.Mode.BYPASS;
          case CACHE_MODE_USE -> CachePolicy.Mode.USE;
          case CACHE_MODE_REFRESH -> CachePolicy.Mode.REFRESH;
          case UNRECOGNIZED ->
              throw new GatewayException(
                  ErrorCode.INVALID_ARGUMENT, "cache is no mode that this gateway knows");
        },
        maxAge.map(CacheOptions::duration));
  }

  private static Duration duration(com.google.protobuf.Duration message) {
    if (!Durations.isValid(message)) {
      throw new GatewayException(ErrorCode.INVALID_ARGUMENT, "cache_max_age is no duration");
    }
    return Duration.ofSeconds(message.getSeconds(), message.getNanos());
  }
}
