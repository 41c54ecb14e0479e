package tandem.app.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which cell of a line holds what; -1 where the file has no such column.
 *
 * @param names of all columns, in order
 * @param user the user's id
 * @param item the item's id
 * @param value the rating
 * @param quantity the number of pieces: the file is one of purchases
 * @param timestamp epoch seconds, epoch milliseconds or ISO-8601
 * @param type the type of event
 */
record Columns(
    List<String> names, int user, int item, int value, int quantity, int timestamp, int type) {

  /** The columns of a file without a header: user, item, rating, timestamp. */
  static Columns ofRatings() {
    return of(List.of("user", "item", "rating", "timestamp"));
  }

  /** Whether these cells of a first line are a rating already, as in MovieLens' u.data. */
  static boolean isRating(List<String> cells) {
    return cells.size() == 4
        && cells.subList(2, 4).stream().allMatch(cell -> cell.matches("-?[0-9]+([.][0-9]+)?"));
  }

  /** The columns of a file with this header, found by their names. */
  static Columns of(List<String> header) {
    List<String> names = header.stream().map(Columns::plain).toList();
    return new Columns(
        header,
        find(names, "user", "userid", "customerid"),
        find(names, "item", "itemid", "movieid", "productid"),
        find(names, "rating", "value", "score"),
        find(names, "quantity"),
        find(names, "timestamp", "time", "date"),
        find(names, "type", "eventtype"));
  }

  /** What a file of interactions can't do without, by name; empty if it is all there. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (user < 0) {
      missing.add("user");
    }
    if (item < 0) {
      missing.add("item");
    }
    return missing;
  }

  private static int find(List<String> names, String... wanted) {
    for (String name : wanted) {
      if (names.contains(name)) {
        return names.indexOf(name);
      }
    }
    return -1;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }
}
