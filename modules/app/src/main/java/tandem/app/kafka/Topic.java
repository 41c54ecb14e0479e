package tandem.app.kafka;

import java.util.Objects;

/**
 * A topic as the broker knows it.
 *
 * @param name of the topic
 * @param id given by the broker when the topic was made (KIP-516); a topic made anew under the same
 *     name has another one, so it tells one life of the log from the next
 * @param partitions 1, 2, …
 */
public record Topic(String name, String id, int partitions) {

  /** Throws {@link IllegalArgumentException} without a partition. */
  public Topic {
    Objects.requireNonNull(name);
    Objects.requireNonNull(id);
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic has at least one partition");
    }
  }
}
