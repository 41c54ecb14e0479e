package tandem.entity.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import tandem.model.ItemId;

/**
 * Which events of the journal a partition does not have, by what {@link JournalTail} says of a
 * range of it. A message that is lost leaves its range unsaid. For one thread.
 */
final class Lacking {

  private List<IndexStore.Gap> gaps = new ArrayList<>();
  private long upTo; // where the range ends
  private int heard; // items of the range so far

  /**
   * Takes a message in; whether it was the last of its range, and all before it came.
   *
   * @param known the sequence number up to which an item is known
   */
  boolean isAllHeard(
      IndexPartition.JournalRead message, IndexStore.Heads heads, ToLongFunction<ItemId> known) {
    if (message.earlier() == 0) {
      gaps = new ArrayList<>();
      upTo = heads.upTo();
      heard = 0;
    }
    if (message.earlier() != heard || heads.upTo() != upTo) {
      return false;
    }
    heard += heads.items().size();
    gaps.addAll(gaps(heads, known));
    return heard == message.total();
  }

  /**
   * What is missing of items.
   *
   * @param known the sequence number up to which an item is known
   */
  static List<IndexStore.Gap> gaps(IndexStore.Heads heads, ToLongFunction<ItemId> known) {
    List<IndexStore.Gap> gaps = new ArrayList<>();
    for (IndexStore.Head head : heads.items()) {
      long has = known.applyAsLong(head.item());
      if (has < head.sequence()) {
        gaps.add(new IndexStore.Gap(head.item(), has, head.sequence()));
      }
    }
    return gaps;
  }

  /** What is missing of the range. */
  List<IndexStore.Gap> gaps() {
    return gaps;
  }
}
