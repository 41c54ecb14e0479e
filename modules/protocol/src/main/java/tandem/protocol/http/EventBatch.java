package tandem.protocol.http;

import java.util.List;

/**
 * The answer to several events.
 *
 * @param accepted how many the log has
 * @param rejected how many are not valid
 * @param results one for each event, in the order of the request
 */
public record EventBatch(int accepted, int rejected, List<EventResult> results) {

  /** Copies the results. */
  public EventBatch {
    results = List.copyOf(results);
  }
}
