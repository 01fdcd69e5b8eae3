/// SQLite database files as sources.
///
/// SQLite stores a value of any type in any column. A column is delivered in the type that its
/// declaration promises, and a value that breaks the promise fails the query: nothing is converted.
@NullMarked
package io.tributary.connector.sqlite;

import org.jspecify.annotations.NullMarked;
