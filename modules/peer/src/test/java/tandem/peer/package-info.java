/** Tests of the Flink job. */
@org.jspecify.annotations.NullMarked
package tandem.peer;
