package tandem.model;

/*
 * With the row C_i of each item i (Cooccurrence), and j_p what a user took last, the newest first,
 *
 *   score(i) = Σ_p w(p) / √(1 + n_j) · (C_i[j] + ½ C_j[i])
 *
 * n_j being the events of j: what is taken a lot is in the rows of everything. C_j[i] says how often the candidate came before what
 * was taken, which is evidence too, where users take things in any order (docs/decisions/0032).
 */

/** How rows of co-occurrences are put together to rank items for a user. */
public final class CooccurrenceScore {

  /** What being taken before an item counts against being taken after it. */
  public static final double BACKWARD = 0.5;

  private CooccurrenceScore() {}

  /**
   * What the row of the item at that position counts, 0 being what was taken last.
   *
   * @param events how often that item was taken, 0 or more
   */
  public static double weight(int position, long events, CooccurrenceSettings settings) {
    return settings.weight(position) / Math.sqrt(1.0 + events);
  }
}
