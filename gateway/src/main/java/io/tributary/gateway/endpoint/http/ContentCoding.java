package io.tributary.gateway.endpoint.http;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// How a body is compressed on its way, in the order of preference among what a client takes alike.
///
/// Armeria compresses too, but knows no zstd, and keeps all that it has compressed until the
/// response ends.
enum ContentCoding {
  ZSTD("zstd"),
  GZIP("gzip"),
  IDENTITY("identity");

  private static final int BUFFER_BYTES = 8_192;

  /// `gzip;q=0.5`
  private static final Pattern CODING =
      Pattern.compile("\\s*([^\\s;]+)\\s*(?:;\\s*[qQ]=([01](?:\\.\\d{0,3})?)\\s*)?");

  private final String token;

  ContentCoding(String token) {
    this.token = token;
  }

  /// As in `Content-Encoding`.
  String token() {
    return token;
  }

  /// Writes through this coding. A flush brings all that was written to the other end.
  OutputStream encoding(OutputStream out) throws IOException {
    return switch (this) {
      case ZSTD -> new ZstdOutputStream(out);
      case GZIP -> new GZIPOutputStream(out, BUFFER_BYTES, true);
      case IDENTITY -> out;
    };
  }

  /// What a client likes best. One that takes nothing of this gets the body as it is, which RFC
  /// 9110 allows.
  ///
  /// @param acceptEncoding its `Accept-Encoding`, line by line
  static ContentCoding negotiate(List<String> acceptEncoding) {
    Map<String, Float> weights = new HashMap<>();
    for (String coding : String.join(",", acceptEncoding).split(",", -1)) {
      Matcher parts = CODING.matcher(coding);
      if (parts.matches()) {
        float weight = parts.group(2) == null ? 1 : Float.parseFloat(parts.group(2));
        weights.put(parts.group(1).toLowerCase(Locale.ROOT), weight);
      }
    }
    // Who names a coding wants it rather than none, unless a greater weight of none says otherwise.
    ContentCoding best = IDENTITY;
    float bestWeight = weights.getOrDefault(IDENTITY.token, 0f);
    for (ContentCoding coding : List.of(GZIP, ZSTD)) {
      float weight = weights.getOrDefault(coding.token, weights.getOrDefault("*", 0f));
      if (weight > 0 && weight >= bestWeight) {
        best = coding;
        bestWeight = weight;
      }
    }
    return best;
  }
}
