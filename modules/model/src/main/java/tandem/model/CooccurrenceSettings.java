package tandem.model;

/**
 * How items that the same users took one after the other are counted.
 *
 * @param recent how many of the items that a user took before travel with an event, 0 to {@value
 *     #MOST_RECENT}; with 0 nothing is counted
 * @param halfLife after how many positions an item before counts half, above 0: so much that the
 *     last of them still counts something
 * @param bound how many predecessors an item keeps, 1 to 1,024: the heaviest
 * @param rowHalfLife after how many events of the item what its row has counts half, 0.1 or more
 */
public record CooccurrenceSettings(int recent, double halfLife, int bound, double rowHalfLife) {

  /** As many as a user's state has. */
  public static final int MOST_RECENT = 20;

  /** Throws {@link IllegalArgumentException} with the name of the setting that makes no sense. */
  public CooccurrenceSettings {
    Checks.between("recent", recent, 0, MOST_RECENT);
    Checks.positive("half-life", halfLife);
    if (Math.pow(2, -(recent - 1) / halfLife) < Float.MIN_NORMAL) {
      throw new IllegalArgumentException(
          "half-life " + halfLife + " is too short for " + recent + " items");
    }
    Checks.between("bound", bound, 1, 1_024);
    Checks.between("row-half-life", rowHalfLife, 0.1, Double.MAX_VALUE);
  }

  /** The defaults. */
  public static CooccurrenceSettings defaults() {
    return new CooccurrenceSettings(8, 2, 64, 300);
  }

  /** By how much more an event counts than the one before it. */
  double growth() {
    return Math.pow(2, 1 / rowHalfLife);
  }

  /** What an item counts that was taken {@code position} items before, 0 for the newest. */
  public float weight(int position) {
    return (float) Math.pow(2, -position / halfLife);
  }
}
