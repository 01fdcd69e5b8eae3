package io.tributary.gateway.endpoint;

import io.tributary.gateway.query.CacheReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What a response's headers tell of the cache of results, in the words of RFC 9211 and RFC 9111.
public final class CacheHeaders {
  private static final String CACHE = "tributary";

  private CacheHeaders() {}

  /// `cache-status`, and `age` in seconds where the rows are not of now; none where the cache was
  /// not asked for.
  public static Map<String, String> of(CacheReport report) {
    Map<String, String> headers = new LinkedHashMap<>();
    switch (report.outcome()) {
      case BYPASSED -> {}
      case HIT -> headers.put("cache-status", CACHE + "; hit");
      case KEPT -> headers.put("cache-status", CACHE + "; fwd=miss; stored");
      case NOT_KEPT ->
          headers.put(
              "cache-status",
              "%s; fwd=miss; detail=\"%s\"".formatted(CACHE, report.reason().orElse("")));
    }
    report.age().ifPresent(age -> headers.put("age", Long.toString(age.toSeconds())));
    return headers;
  }

  /// `hit`, `kept`, `not_kept`
  public static String word(CacheReport.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
