package tandem.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** Joins the lists that the partitions answer into one. */
public final class Merge {

  private Merge() {}

  /**
   * The first {@code k} of all {@code parts} together, in that order; fewer where there are fewer.
   * Each part is in that order already. Throws {@link IllegalArgumentException} for a negative
   * {@code k}.
   */
  public static <T> List<T> merge(List<List<T>> parts, Comparator<? super T> order, int k) {
    if (k < 0) {
      throw new IllegalArgumentException("k is " + k);
    }
    PriorityQueue<Cursor<T>> heads = heads(parts, order);
    List<T> merged = new ArrayList<>();
    while (merged.size() < k && !heads.isEmpty()) {
      Cursor<T> best = heads.remove();
      merged.add(best.head);
      if (best.advance()) {
        heads.add(best);
      }
    }
    return merged;
  }

  private static <T> PriorityQueue<Cursor<T>> heads(
      List<List<T>> parts, Comparator<? super T> order) {
    PriorityQueue<Cursor<T>> heads = new PriorityQueue<>((a, b) -> order.compare(a.head, b.head));
    for (List<T> part : parts) {
      if (!part.isEmpty()) {
        heads.add(new Cursor<>(part.iterator()));
      }
    }
    return heads;
  }

  private static final class Cursor<T> {

    private final Iterator<T> rest;
    private T head;

    Cursor(Iterator<T> part) {
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
  }
}
