package tandem.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A file of ratings, made up: each user rates as many items, none twice.
 *
 * @param file where it is
 * @param users how many users are in it
 * @param items how many items are in it
 * @param events how many ratings are in it
 */
record Ratings(Path file, int users, int items, int events) {

  private static final int USERS = 60;
  private static final int ITEMS = 90;
  private static final int EACH = 40;
  private static final long START = 1_600_000_000;

  /** Writes a file; the same for the same random numbers. */
  static Ratings write(Path directory, Random random) throws IOException {
    List<String> pairs = new ArrayList<>();
    Set<Integer> rated = new HashSet<>();
    for (int u = 0; u < USERS; u++) {
      List<Integer> items = new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList());
      Collections.shuffle(items, random);
      for (int item : items.subList(0, EACH)) {
        pairs.add("u" + u + ",i" + item);
        rated.add(item);
      }
    }
    Collections.shuffle(pairs, random);
    List<String> lines = new ArrayList<>(List.of("user_id,item_id,rating,timestamp"));
    for (String pair : pairs) {
      lines.add(pair + "," + (1 + random.nextInt(9)) / 2.0 + "," + (START + 60L * lines.size()));
    }
    Path file = Files.write(directory.resolve("ratings.csv"), lines);
    return new Ratings(file, USERS, rated.size(), pairs.size());
  }

  /** What a node that has learned the file and nothing else tells. */
  Totals totals() {
    return new Totals(users, items, events, events);
  }
}
