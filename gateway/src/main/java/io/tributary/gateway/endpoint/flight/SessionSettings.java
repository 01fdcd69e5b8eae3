package io.tributary.gateway.endpoint.flight;

import io.tributary.gateway.query.CachePolicy;
import io.tributary.gateway.query.Priority;
import io.tributary.gateway.session.SessionDefaults;
import java.util.Optional;

/// What a session says of all its statements.
///
/// @param requirePushdown whether statements are refused of which a source did not take its part
/// @param cache whether rows of earlier queries will do
/// @param priority of its queries among those of its organisation
record SessionSettings(
    SessionDefaults defaults, boolean requirePushdown, CachePolicy cache, Priority priority) {
  static final SessionSettings NONE =
      new SessionSettings(SessionDefaults.NONE, false, CachePolicy.BYPASS, Priority.NORMAL);

  SessionSettings withSource(Optional<String> source) {
    return new SessionSettings(
        new SessionDefaults(source, defaults.schema()), requirePushdown, cache, priority);
  }

  SessionSettings withSchema(Optional<String> schema) {
    return new SessionSettings(
        new SessionDefaults(defaults.source(), schema), requirePushdown, cache, priority);
  }

  SessionSettings withRequirePushdown(boolean required) {
    return new SessionSettings(defaults, required, cache, priority);
  }

  SessionSettings withCache(CachePolicy policy) {
    return new SessionSettings(defaults, requirePushdown, policy, priority);
  }

  SessionSettings withPriority(Priority wanted) {
    return new SessionSettings(defaults, requirePushdown, cache, wanted);
  }
}
