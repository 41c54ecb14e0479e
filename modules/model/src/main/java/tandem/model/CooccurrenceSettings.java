package tandem.model;

/**
 * How items that the same users took one after the other are counted.
 *
 * @param recent how many of the items that a user took before travel with an event, 0 to 64; with 0
 *     nothing is counted
 * @param halfLife after how many positions an item before counts half, above 0
 * @param bound how many predecessors an item keeps, 1 to 1,024: the heaviest
 * @param rowHalfLife after how many events of the item what its row has counts half, above 0
 */
public record CooccurrenceSettings(int recent, double halfLife, int bound, double rowHalfLife) {

  /** Throws {@link IllegalArgumentException} with the name of the setting that makes no sense. */
  public CooccurrenceSettings {
    Checks.between("recent", recent, 0, 64);
    Checks.positive("half-life", halfLife);
    Checks.between("bound", bound, 1, 1_024);
    Checks.positive("row-half-life", rowHalfLife);
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
