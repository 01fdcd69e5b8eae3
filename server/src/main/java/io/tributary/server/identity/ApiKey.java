package io.tributary.server.identity;

import io.tributary.connector.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// A key as it is stored: whose it is, and its hash.
///
/// Keys are 256 random bits, so a plain SHA-256 is as good as a slow hash: there is nothing to guess.
///
/// @param name tells keys apart in the file
/// @param owner who calls with it; without a user, the caller may name one
record ApiKey(String name, Caller owner, byte[] hash) {
  private static final String PREFIX = "trb_";
  private static final int RANDOM_BYTES = 32;

  /// A new key in clear, to be shown once.
  static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /// The line that stores the key.
  String line() {
    return "%s:%s:%s:%s"
        .formatted(
            name, owner.organisation(), owner.user().orElse(""), HexFormat.of().formatHex(hash));
  }
}
