/**
 * The stream from Kafka to the user entities: bounded, back-pressured, and sure of how far it has
 * come.
 */
@org.jspecify.annotations.NullMarked
package tandem.ingest;
