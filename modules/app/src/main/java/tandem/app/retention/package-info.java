/** How long events stay one by one in the journal. */
@NullMarked
package tandem.app.retention;

import org.jspecify.annotations.NullMarked;
