package tandem.protocol.http;

import java.util.List;

/**
 * The answer to the descriptions of several items.
 *
 * @param stored how many are durable
 * @param rejected how many are not valid
 * @param failed how many could not be stored, or are not known to be
 * @param results one for each, in the order of the request
 */
public record ItemBatch(int stored, int rejected, int failed, List<ItemResult> results) {

  /** Copies the results. */
  public ItemBatch {
    results = List.copyOf(results);
  }
}
