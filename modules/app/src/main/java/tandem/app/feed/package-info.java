/** Feeds a file of interactions to a running node, over HTTP. */
@NullMarked
package tandem.app.feed;

import org.jspecify.annotations.NullMarked;
