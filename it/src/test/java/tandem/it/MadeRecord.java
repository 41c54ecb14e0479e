package tandem.it;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tandem.protocol.kafka.Rejection.Reason;

/**
 * A record for the event log.
 *
 * @param key of the Kafka record
 * @param value of it, or null for a tombstone
 * @param rejected why it must be rejected; empty for a valid event
 */
record MadeRecord(String key, @Nullable String value, Optional<Reason> rejected) {

  static MadeRecord of(Poison poison, String key) {
    return new MadeRecord(key, poison.value(), Optional.of(poison.reason()));
  }
}
