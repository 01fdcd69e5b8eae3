package io.tributary.gateway.endpoint.flight;

import io.tributary.gateway.query.CachePolicy;
import io.tributary.gateway.session.SessionDefaults;
import java.util.Optional;

/// What a session says of all its statements.
///
/// @param requirePushdown whether statements are refused of which a source did not take its part
/// @param cache whether rows of earlier queries will do
record SessionSettings(SessionDefaults defaults, boolean requirePushdown, CachePolicy cache) {
  static final SessionSettings NONE =
      new SessionSettings(SessionDefaults.NONE, false, CachePolicy.BYPASS);

  SessionSettings withSource(Optional<String> source) {
    return new SessionSettings(
        new SessionDefaults(source, defaults.schema()), requirePushdown, cache);
  }

  SessionSettings withSchema(Optional<String> schema) {
    return new SessionSettings(
        new SessionDefaults(defaults.source(), schema), requirePushdown, cache);
  }

  SessionSettings withRequirePushdown(boolean required) {
    return new SessionSettings(defaults, required, cache);
  }

  SessionSettings withCache(CachePolicy policy) {
    return new SessionSettings(defaults, requirePushdown, policy);
  }
}
