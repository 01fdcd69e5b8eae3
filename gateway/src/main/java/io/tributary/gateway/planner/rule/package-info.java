/// Rewrites of the logical plan that Calcite does not bring, one class each.
@NullMarked
package io.tributary.gateway.planner.rule;

import org.jspecify.annotations.NullMarked;
