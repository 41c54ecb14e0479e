/** A simulated population with known tastes, and the pace at which it acts. */
@org.jspecify.annotations.NullMarked
package tandem.loadgen;
