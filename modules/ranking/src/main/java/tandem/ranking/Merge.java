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
  public static List<Scored> merge(List<List<Scored>> parts, int k) {
    if (k < 0) {
      throw new IllegalArgumentException("k is " + k);
    }
    PriorityQueue<Cursor> heads = heads(parts);
    List<Scored> merged = new ArrayList<>();
    while (merged.size() < k && !heads.isEmpty()) {
      Cursor best = heads.remove();
      merged.add(best.head);
      if (best.advance()) {
        heads.add(best);
      }
    }
    return merged;
  }

  private static PriorityQueue<Cursor> heads(List<List<Scored>> parts) {
    PriorityQueue<Cursor> heads = new PriorityQueue<>();
    for (List<Scored> part : parts) {
      if (!part.isEmpty()) {
        heads.add(new Cursor(part.iterator()));
      }
    }
    return heads;
  }

  private static final class Cursor implements Comparable<Cursor> {

    private final Iterator<Scored> rest;
    private Scored head;

    Cursor(Iterator<Scored> part) {
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
    public int compareTo(Cursor other) {
      return head.compareTo(other.head);
    }
  }
}
