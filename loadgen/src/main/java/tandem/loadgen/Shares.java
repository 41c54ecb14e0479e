package tandem.loadgen;

/**
 * What is mixed into events.
 *
 * @param duplicates the share of records, 0 to 1, that repeat one of the last 1,000 events as it
 *     was
 * @param poison the share of records that are no events
 */
public record Shares(double duplicates, double poison) {

  /** Events only. */
  public static final Shares NONE = new Shares(0, 0);

  /** Throws {@link IllegalArgumentException} unless both are shares, of 1 in sum at most. */
  public Shares {
    if (!(duplicates >= 0 && poison >= 0 && duplicates + poison <= 1)) {
      throw new IllegalArgumentException(
          "the shares of duplicates and of poison are from 0 to 1, also in sum");
    }
  }
}
