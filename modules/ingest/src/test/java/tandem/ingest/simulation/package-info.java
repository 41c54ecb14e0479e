/** The protocol of delivery as a seeded model around the production classes. */
@org.jspecify.annotations.NullMarked
package tandem.ingest.simulation;
