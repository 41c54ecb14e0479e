/**
 * The same learning as an Apache Flink job, to compare with: same events, same steps, same vectors.
 * A reference, no part of the program.
 */
@org.jspecify.annotations.NullMarked
package tandem.peer;
