package tandem.peer;

import java.io.Serializable;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.protocol.InteractionRules;

/**
 * How the job runs.
 *
 * @param bootstrap where the brokers are
 * @param topic of the events
 * @param gradients topic of the gradients, of this job alone, and empty when it starts for the
 *     first time
 * @param from events appended since then are learned, epoch milliseconds
 * @param factors length of the vectors
 * @param underWay exchanges of a user under way at once, 1 or more; with 1 each step of a user is
 *     in place before its next event is exchanged
 * @param checkpointMillis from one checkpoint to the next
 * @param backend of the state: hashmap or rocksdb
 * @param checkpoints URI of the directory
 */
record JobSettings(
    String bootstrap,
    String topic,
    String gradients,
    long from,
    int factors,
    int underWay,
    long checkpointMillis,
    String backend,
    String checkpoints)
    implements Serializable {

  /** Throws {@link IllegalArgumentException} with a sentence for the user. */
  JobSettings {
    if (underWay < 1 || checkpointMillis < 1) {
      throw new IllegalArgumentException("--under-way and --checkpoint are 1 or more.");
    }
  }

  /** The program's defaults for ratings, but for the length. */
  Sgd sgd() {
    return new Sgd(ModelSettings.rating().withFactors(factors));
  }

  /** The program's defaults. */
  static InteractionRules rules() {
    return InteractionRules.defaults();
  }
}
