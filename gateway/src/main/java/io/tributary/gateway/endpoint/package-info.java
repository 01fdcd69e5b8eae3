/// What the endpoints share: failures made fit for users, callers carried over to other threads,
/// and what is measured of queries. Each protocol is a thin translation in a package of its own.
@NullMarked
package io.tributary.gateway.endpoint;

import org.jspecify.annotations.NullMarked;
