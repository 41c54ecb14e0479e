package tandem.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;
import tandem.protocol.http.LogProgress;

/** The event log. */
public interface EventPort {

  /**
   * Completes when the log has acknowledged all {@code events} (1 to 500), with their places in it
   * in the same order. Fails with {@link UnavailableException} if the log does not take them now,
   * or with {@link java.util.concurrent.TimeoutException} after {@code timeout}; some of them may
   * be in the log then.
   */
  CompletionStage<List<RecordId>> publish(List<Interaction> events, Duration timeout);

  /**
   * How far each partition of the log is learned, by the frontier in the database, which moves
   * twice a second. Time-outs and failures are as in {@link #publish}.
   */
  CompletionStage<List<LogProgress.Partition>> progress(Duration timeout);
}
