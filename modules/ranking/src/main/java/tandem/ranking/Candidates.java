package tandem.ranking;

import java.util.List;

/**
 * The items among which a list is looked for: it scores these instead of scanning all.
 *
 * @param <I> the ids of items
 * @param all whether they are all that there are
 * @param items else these, in any order; one that comes twice, or is not packed, does no harm
 */
public record Candidates<I>(boolean all, List<I> items) {

  /** Takes a copy. */
  public Candidates {
    items = List.copyOf(items);
  }

  /** All items. */
  public static <I> Candidates<I> everything() {
    return new Candidates<>(true, List.of());
  }

  /** These, of which the caller knows that no other is admissible. */
  public static <I> Candidates<I> of(List<I> items) {
    return new Candidates<>(false, items);
  }
}
