/// MariaDB and MySQL as sources, through MariaDB's driver.
///
/// Every connection is set up so that text, dates and numbers mean the same on every server, and
/// text is compared by its bytes: the servers' own collations ignore case and trailing blanks.
@NullMarked
package io.tributary.connector.mysql;

import org.jspecify.annotations.NullMarked;
