package tandem.protocol.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user would make of some items.
 *
 * @param userId who
 * @param known whether anything was learned of the user; if not, there are no values
 * @param objective {@code rating}: values are ratings in the configured scale; {@code preference}:
 *     probabilities
 * @param estimates one for each item of the request, in order
 * @param tookMs the time it took, in milliseconds
 */
public record EstimateList(
    String userId, boolean known, String objective, List<Estimate> estimates, long tookMs) {

  /** Copies the list. */
  public EstimateList {
    estimates = List.copyOf(estimates);
  }

  /**
   * One item.
   *
   * @param itemId which
   * @param value the prediction, absent for an unknown user
   * @param known whether the item is known; if not, the value is what is expected of any item
   */
  public record Estimate(String itemId, @Nullable Double value, boolean known) {}
}
