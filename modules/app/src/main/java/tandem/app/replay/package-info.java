/** {@code tandem replay}: trains anew on what a node has learned from, with other settings. */
@org.jspecify.annotations.NullMarked
package tandem.app.replay;
