package io.tributary.gateway.query;

import io.tributary.gateway.session.SessionDefaults;
import java.time.Duration;
import java.util.Optional;

/// A query and how to run it. Who asks is [io.tributary.connector.Caller#current].
///
/// @param id chosen by whoever may want to cancel
/// @param timeout empty for the configured one, which is also the upper bound
public record QueryRequest(
    QueryId id,
    Statement statement,
    SessionDefaults defaults,
    EngineChoice engine,
    Optional<Duration> timeout) {}
