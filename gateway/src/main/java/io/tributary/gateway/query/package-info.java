/// The life of a query from request to last batch: admission, deadline, cancelling, statistics.
///
/// [QueryService] is what every endpoint translates to.
@NullMarked
package io.tributary.gateway.query;

import org.jspecify.annotations.NullMarked;
