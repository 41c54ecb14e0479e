/**
 * Benchmarks of inner loops, of the index, and of a node. How to run them and what they gave:
 * docs/benchmarks.
 */
@org.jspecify.annotations.NullMarked
package tandem.bench;
