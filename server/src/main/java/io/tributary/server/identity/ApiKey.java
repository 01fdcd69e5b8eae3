package io.tributary.server.identity;

import io.tributary.connector.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// A key as it is stored: whose it is, and its hash.
///
/// Keys are 256 random bits, so a plain SHA-256 is as good as a slow hash: there is nothing to
/// guess.
///
/// @param name tells keys apart in the file
/// @param owner who calls with it; without a user, the caller may name one
record ApiKey(String name, Caller owner, Hash hash) {
  private static final String PREFIX = "trb_";
  private static final int RANDOM_BYTES = 32;

  /// A new key in clear, to be shown once.
  static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// A SHA-256.
  static final class Hash {
    private static final int BYTES = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
      this.bytes = bytes;
    }

    static Hash of(String key) {
      try {
        return new Hash(
            MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every JDK has SHA-256", impossible);
      }
    }

    static Optional<Hash> parse(String hexadecimal) {
      try {
        byte[] bytes = HexFormat.of().parseHex(hexadecimal);
        return bytes.length == BYTES ? Optional.of(new Hash(bytes)) : Optional.empty();
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    /// Takes the same time wherever the two differ.
    boolean matches(Hash other) {
      return MessageDigest.isEqual(bytes, other.bytes);
    }

    @Override
    public String toString() {
      return HexFormat.of().formatHex(bytes);
    }
  }

  /// The line that stores the key.
  String line() {
    return "%s:%s:%s:%s".formatted(name, owner.organisation(), owner.user().orElse(""), hash);
  }
}
