/// What the gateway knows of sources, schemas and tables: the catalog service's answers, and the
/// open sources that queries read from.
@NullMarked
package io.tributary.gateway.metadata;

import org.jspecify.annotations.NullMarked;
