@org.jspecify.annotations.NullMarked
package tandem.ingest;
