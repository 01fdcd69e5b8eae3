package io.tributary.gateway.endpoint.flight;

import io.tributary.gateway.session.SessionDefaults;

/// What a session says of all its statements.
///
/// @param requirePushdown whether statements are refused of which a source did not take its part
record SessionSettings(SessionDefaults defaults, boolean requirePushdown) {
  static final SessionSettings NONE = new SessionSettings(SessionDefaults.NONE, false);
}
