package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceScore;
import tandem.model.CooccurrenceSettings;
import tandem.model.ItemId;

/**
 * By what users took after what the user took last, or before it: the rows of the items as a node
 * counts them. What goes with none of these is -infinity.
 */
final class CooccurrenceRanking implements RankingModel {

  private final EventLog log;
  private final CooccurrenceSettings settings;
  private final NewestItems newest = new NewestItems();
  private final Map<Long, Integer> numbers = new HashMap<>(); // by the keys of the ids
  private final List<Cooccurrence> rows;
  private final Cells[] predecessors; // of the row of each item, by number
  private final Cells[] followers; // of each item, the cells of the rows that have it
  private final long[] events;

  CooccurrenceRanking(EventLog log, CooccurrenceSettings settings) {
    this.log = log;
    this.settings = settings;
    int items = log.itemCount();
    this.rows = new ArrayList<>(Collections.nCopies(items, Cooccurrence.NONE));
    this.predecessors = new Cells[items];
    this.followers = new Cells[items];
    this.events = new long[items];
    for (int item = 0; item < items; item++) {
      numbers.put(Cooccurrence.key(log.itemId(item)), item);
      predecessors[item] = new Cells();
      followers[item] = new Cells();
    }
  }

  /** Weights by item, in no order, and in the units of their rows. */
  private static final class Cells {
    private int[] items = {};
    private float[] weights = {};
    private int size;

    /** 0 removes. */
    void set(int item, float weight) {
      int place = 0;
      while (place < size && items[place] != item) {
        place++;
      }
      if (weight == 0) {
        size--;
        items[place] = items[size];
        weights[place] = weights[size];
        return;
      }
      if (place == items.length) {
        items = Arrays.copyOf(items, Math.max(8, 2 * size));
        weights = Arrays.copyOf(weights, items.length);
      }
      size = Math.max(size, place + 1);
      items[place] = item;
      weights[place] = weight;
    }

    void addTo(float[] scores, int count, float times) {
      for (int c = 0; c < size; c++) {
        if (items[c] < count) {
          scores[items[c]] += times * weights[c];
        }
      }
    }
  }

  @Override
  public void score(int user, float[] scores, int count) {
    Arrays.fill(scores, 0, count, 0f);
    List<Integer> recent = recent(user);
    for (int p = 0; p < recent.size(); p++) {
      followers[recent.get(p)].addTo(scores, count, weight(recent, p));
    }
    for (int i = 0; i < count; i++) {
      if (scores[i] != 0) {
        scores[i] /= rows.get(i).unit();
      }
    }
    for (int p = 0; p < recent.size(); p++) {
      float share = (float) CooccurrenceScore.BACKWARD * weight(recent, p);
      int item = recent.get(p);
      predecessors[item].addTo(scores, count, share / rows.get(item).unit());
    }
    for (int i = 0; i < count; i++) {
      scores[i] = scores[i] > 0 ? scores[i] : Float.NEGATIVE_INFINITY;
    }
  }

  private float weight(List<Integer> recent, int p) {
    return (float) CooccurrenceScore.weight(p, events[recent.get(p)], settings);
  }

  private List<Integer> recent(int user) {
    List<Integer> all = newest.of(user);
    return all.subList(0, Math.min(settings.recent(), all.size()));
  }

  @Override
  public void learn(int e) {
    int item = log.item(e);
    List<ItemId> before = new ArrayList<>(settings.recent());
    for (int other : newest.of(log.user(e))) {
      if (other != item && before.size() < settings.recent()) {
        before.add(log.itemId(other));
      }
    }
    set(item, rows.get(item).add(before, settings));
    newest.add(log.user(e), item);
    events[item]++;
  }

  private void set(int item, Cooccurrence row) {
    row.forEachDifference(
        rows.get(item),
        (key, weight) -> {
          int other = Objects.requireNonNull(numbers.get(key));
          predecessors[item].set(other, weight);
          followers[other].set(item, weight);
        });
    rows.set(item, row);
  }
}
