package io.tributary.trino;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.Base64;

/// The gateway's messages within Trino's handles, which travel as JSON.
final class HandleText {

  private HandleText() {}

  /// A message in Base64.
  static String of(Message message) {
    return Base64.getEncoder().encodeToString(message.toByteArray());
  }

  /// What [#of] was given.
  static <T> T parse(String text, Parser<T> parser) {
    try {
      return parser.parseFrom(Base64.getDecoder().decode(text));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a handle holds another message than it should", e);
    }
  }
}
