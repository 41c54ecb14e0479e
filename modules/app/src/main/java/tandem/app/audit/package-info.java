/** {@code tandem audit}: whether what a node has stored keeps what Tandem promises. */
@org.jspecify.annotations.NullMarked
package tandem.app.audit;
