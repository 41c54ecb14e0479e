/** {@code ./tandem load}: load for running nodes, and what they make of it. */
@org.jspecify.annotations.NullMarked
package tandem.app.load;
