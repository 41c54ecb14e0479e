package tandem.app.promote;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.model.svd.SparseRows;

/**
 * A history as the matrix of users × items that vectors to start from are made of: the newest value
 * of each pair, and 0 where there is none.
 */
final class SvdHistory {

  private final Map<UserId, Map<ItemId, Float>> rows = new LinkedHashMap<>();

  /** The user has given the item this value. */
  void put(UserId user, ItemId item, float value) {
    rows.computeIfAbsent(user, id -> new HashMap<>()).put(item, value);
  }

  /** Nothing is known of the user any more. */
  void remove(UserId user) {
    rows.remove(user);
  }

  /** The users with values, in the order of the rows. */
  List<UserId> users() {
    return List.copyOf(rows.keySet());
  }

  /** The items with values, in the order of the columns. */
  List<ItemId> items() {
    return List.copyOf(columns().keySet());
  }

  private Map<ItemId, Integer> columns() {
    Map<ItemId, Integer> columns = new LinkedHashMap<>();
    rows.values()
        .forEach(row -> row.keySet().forEach(item -> columns.putIfAbsent(item, columns.size())));
    return columns;
  }

  /** What is left of the values when that of the user and that of the item are taken off. */
  SparseRows residuals(ToDoubleFunction<UserId> ofUser, ToDoubleFunction<ItemId> ofItem) {
    Map<ItemId, Integer> columns = columns();
    int cells = rows.values().stream().mapToInt(Map::size).sum();
    int[] starts = new int[rows.size() + 1];
    int[] terms = new int[cells];
    float[] weights = new float[cells];
    int row = 0;
    int end = 0;
    for (Map.Entry<UserId, Map<ItemId, Float>> user : rows.entrySet()) {
      double level = ofUser.applyAsDouble(user.getKey());
      for (Map.Entry<ItemId, Float> value : user.getValue().entrySet()) {
        terms[end] = columns.getOrDefault(value.getKey(), 0);
        weights[end++] = (float) (value.getValue() - level - ofItem.applyAsDouble(value.getKey()));
      }
      starts[++row] = end;
    }
    return new SparseRows(starts, terms, weights, columns.size());
  }
}
