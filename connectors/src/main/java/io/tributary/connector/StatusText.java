package io.tributary.connector;

import java.nio.charset.StandardCharsets;

/// What users are told travels in headers of HTTP/2, which have little room.
public final class StatusText {

  /// Headers have 8 KiB together, in which a byte that is no ASCII letter takes three.
  private static final int MOST_BYTES = 2_000;

  private StatusText() {}

  /// The beginning of a text and how much there is more of, where it is too long for a header.
  public static String fit(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MOST_BYTES) {
      return text;
    }
    int end = MOST_BYTES;
    // Not within a character.
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return "%s… (and %d bytes more)"
        .formatted(new String(bytes, 0, end, StandardCharsets.UTF_8), bytes.length - end);
  }
}
