/**
 * Recovery of many entities by few queries: the reading side of the journal plugin on PostgreSQL.
 */
@NullMarked
package tandem.app.recovery;

import org.jspecify.annotations.NullMarked;
