/** The program: command line, settings, and the wiring of all modules into a node. */
@NullMarked
package tandem.app;

import org.jspecify.annotations.NullMarked;
