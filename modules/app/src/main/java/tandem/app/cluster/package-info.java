/** The node as a member of the cluster. */
@NullMarked
package tandem.app.cluster;

import org.jspecify.annotations.NullMarked;
