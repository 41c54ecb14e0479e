package tandem.ranking;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** Joins the lists that the partitions answer into one. */
public final class Merge {

  private Merge() {}

  /**
   * The first {@code k} of all {@code parts} together, in the order of {@link Scored}; fewer where
   * there are fewer. Each part is in that order already, and no item is in two parts. Throws {@link
   * IllegalArgumentException} for a negative {@code k}.
   */
  public static <I extends Comparable<I>> List<Scored<I>> merge(
      List<List<Scored<I>>> parts, int k) {
    if (k < 0) {
      throw new IllegalArgumentException("k is " + k);
    }
    PriorityQueue<Cursor<I>> heads = heads(parts);
    List<Scored<I>> merged = new ArrayList<>();
    while (merged.size() < k && !heads.isEmpty()) {
      Cursor<I> best = heads.remove();
      merged.add(best.head);
      if (best.advance()) {
        heads.add(best);
      }
    }
    return merged;
  }

  private static <I extends Comparable<I>> PriorityQueue<Cursor<I>> heads(
      List<List<Scored<I>>> parts) {
    PriorityQueue<Cursor<I>> heads = new PriorityQueue<>();
    for (List<Scored<I>> part : parts) {
      if (!part.isEmpty()) {
        heads.add(new Cursor<>(part.iterator()));
      }
    }
    return heads;
  }

  private static final class Cursor<I extends Comparable<I>> implements Comparable<Cursor<I>> {

    private final Iterator<Scored<I>> rest;
    private Scored<I> head;

    Cursor(Iterator<Scored<I>> part) {
      rest = part;
      head = part.next();
    }

    boolean advance() {
      boolean more = rest.hasNext();
      if (more) {
        head = rest.next();
      }
      return more;
    }

    @Override
    public int compareTo(Cursor<I> other) {
      return head.compareTo(other.head);
    }
  }
}
