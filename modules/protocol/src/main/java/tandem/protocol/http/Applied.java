package tandem.protocol.http;

import java.util.List;

/**
 * What a list was made by, of the request and its scenario.
 *
 * @param filter what the filter looks at: {@code category}, and names of attributes
 * @param boosts how many there are
 * @param excluded how many ids were excluded by the request, or shown in the pages before
 */
public record Applied(List<String> filter, int boosts, int excluded) {

  /** Copies the names. */
  public Applied {
    filter = List.copyOf(filter);
  }
}
