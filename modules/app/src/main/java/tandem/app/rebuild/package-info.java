/** Rebuilds the index's read model from the journal. */
@org.jspecify.annotations.NullMarked
package tandem.app.rebuild;
