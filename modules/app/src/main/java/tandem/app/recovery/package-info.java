/**
 * The tables of the journal plugin on PostgreSQL: recovery of many entities by few queries, and
 * their writes by few transactions.
 */
@NullMarked
package tandem.app.recovery;

import org.jspecify.annotations.NullMarked;
