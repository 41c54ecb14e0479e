/** The event log: an embedded Kafka broker for a node of its own, and the topics of any broker. */
@NullMarked
package tandem.app.kafka;

import org.jspecify.annotations.NullMarked;
