/** The SQL database of journal and read models: connection pools, schema, plugin settings. */
@NullMarked
package tandem.app.database;

import org.jspecify.annotations.NullMarked;
