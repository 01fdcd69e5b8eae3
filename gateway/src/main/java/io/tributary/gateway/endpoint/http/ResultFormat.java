package io.tributary.gateway.endpoint.http;

import com.linecorp.armeria.common.MediaType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The forms that rows have over HTTP, in the order in which they are given to who takes several
/// alike.
enum ResultFormat {
  /// One document.
  JSON(MediaType.JSON),
  /// The same members, a line each.
  NDJSON(MediaType.create("application", "x-ndjson")),
  CSV(MediaType.CSV_UTF_8.withParameter("header", "present")),
  /// The stream format of Arrow's IPC.
  ARROW(MediaType.create("application", "vnd.apache.arrow.stream"));

  @SuppressWarnings("ImmutableEnumChecker") // a MediaType never changes
  private final MediaType mediaType;

  ResultFormat(MediaType mediaType) {
    this.mediaType = mediaType;
  }

  /// With the parameters that answers have.
  MediaType mediaType() {
    return mediaType;
  }

  /// All of them for people.
  static String offered() {
    return Arrays.stream(values())
        .map(format -> format.mediaType.nameWithoutParameters())
        .collect(Collectors.joining(", "));
  }

  /// What a client likes best, as RFC 9110 weighs it; empty where it takes none of them.
  ///
  /// @param accept the ranges of its `Accept`; none for whatever comes
  static Optional<ResultFormat> negotiate(List<MediaType> accept) {
    if (accept.isEmpty()) {
      return Optional.of(JSON);
    }
    return Arrays.stream(values())
        .filter(format -> format.quality(accept) > 0)
        .max(
            Comparator.<ResultFormat>comparingDouble(format -> format.quality(accept))
                .thenComparing(Comparator.reverseOrder()));
  }

  /// The weight of the narrowest range that this is in. A range's own parameters narrow nothing: no
  /// format comes in variants.
  private float quality(List<MediaType> accept) {
    return accept.stream()
        .filter(range -> mediaType.is(bare(range)))
        .max(Comparator.comparingInt(ResultFormat::narrowness))
        .map(MediaType::qualityFactor)
        .orElse(0f);
  }

  private static MediaType bare(MediaType range) {
    return range.withoutParameters();
  }

  private static int narrowness(MediaType range) {
    if (!range.hasWildcard()) {
      return 2;
    }
    return range.type().equals("*") ? 0 : 1;
  }
}
