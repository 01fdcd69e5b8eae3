package io.tributary.gateway.query;

import org.apache.arrow.vector.types.pojo.Schema;

/// What a statement takes and gives, known without running it.
///
/// @param parameters one field a `?`, in order
public record PreparedQuery(Schema result, Schema parameters) {}
