package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<ItemId, Integer> numbers = new HashMap<>();
  private final List<Cooccurrence> rows;
  private final int[][] predecessors; // of the row of each item, the cells by number
  private final float[][] weights;
  private final long[] events;
  private final float[] asked;

  CooccurrenceRanking(EventLog log, CooccurrenceSettings settings) {
    this.log = log;
    this.settings = settings;
    int items = log.itemCount();
    this.rows = new ArrayList<>(Collections.nCopies(items, Cooccurrence.NONE));
    this.predecessors = new int[items][0];
    this.weights = new float[items][0];
    this.events = new long[items];
    this.asked = new float[items];
    for (int item = 0; item < items; item++) {
      numbers.put(log.itemId(item), item);
    }
  }

  @Override
  public void score(int user, float[] scores, int count) {
    List<Integer> recent = recent(user);
    for (int p = 0; p < recent.size(); p++) {
      int item = recent.get(p);
      asked[item] = (float) CooccurrenceScore.weight(p, events[item], settings);
    }
    for (int i = 0; i < count; i++) {
      scores[i] = forward(predecessors[i], weights[i]);
    }
    recent.forEach(item -> addBackward(item, scores, count));
    for (int i = 0; i < count; i++) {
      scores[i] = scores[i] > 0 ? scores[i] : Float.NEGATIVE_INFINITY;
    }
    recent.forEach(item -> asked[item] = 0);
  }

  private float forward(int[] cells, float[] weight) {
    float sum = 0;
    for (int c = 0; c < cells.length; c++) {
      sum += asked[cells[c]] * weight[c];
    }
    return sum;
  }

  private void addBackward(int item, float[] scores, int count) {
    float share = (float) CooccurrenceScore.BACKWARD * asked[item];
    for (int c = 0; c < predecessors[item].length; c++) {
      int before = predecessors[item][c];
      if (before < count) {
        scores[before] += share * weights[item][c];
      }
    }
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
    rows.set(item, row);
    int[] cells = new int[row.size()];
    float[] weight = new float[row.size()];
    int[] next = {0};
    row.forEach(
        (id, value) -> {
          cells[next[0]] = numbers.getOrDefault(id, item);
          weight[next[0]++] = value;
        });
    predecessors[item] = cells;
    weights[item] = weight;
  }
}
