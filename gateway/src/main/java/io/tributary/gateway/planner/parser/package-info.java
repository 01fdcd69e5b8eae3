/// SQL text to Calcite's syntax tree: one lexer, and a parser by recursive descent whose operators
/// bind and whose words are reserved as in DuckDB. Every complaint has its place in the user's
/// text.
@NullMarked
package io.tributary.gateway.planner.parser;

import org.jspecify.annotations.NullMarked;
