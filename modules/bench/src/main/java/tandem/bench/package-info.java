/** Benchmarks of the inner loops. How to run them and what they gave: docs/benchmarks. */
@org.jspecify.annotations.NullMarked
package tandem.bench;
