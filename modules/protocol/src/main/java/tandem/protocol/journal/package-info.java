/**
 * Persisted events and snapshots. A class name here is a stored manifest: it never moves without a
 * migration.
 */
@org.jspecify.annotations.NullMarked
package tandem.protocol.journal;
