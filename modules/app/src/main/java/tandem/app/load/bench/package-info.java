/** {@code ./tandem bench}: a fixed set of measurements, and their history. */
@org.jspecify.annotations.NullMarked
package tandem.app.load.bench;
