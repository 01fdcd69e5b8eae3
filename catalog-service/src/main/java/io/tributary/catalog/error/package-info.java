/// How the catalog says that something went wrong, and the one place where that becomes gRPC.
@NullMarked
package io.tributary.catalog.error;

import org.jspecify.annotations.NullMarked;
