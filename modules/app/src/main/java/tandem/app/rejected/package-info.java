/** {@code tandem rejected}: looks at the records that were rejected, and sends them again. */
@NullMarked
package tandem.app.rejected;

import org.jspecify.annotations.NullMarked;
