package tandem.loadgen;

import java.util.List;

/** Made-up titles, no two alike. */
final class Titles {

  private static final List<String> ADJECTIVES =
      List.of(
          "Amber",
          "Ancient",
          "Borrowed",
          "Broken",
          "Burning",
          "Crimson",
          "Crooked",
          "Distant",
          "Endless",
          "Fearless",
          "Final",
          "Forgotten",
          "Frozen",
          "Gentle",
          "Golden",
          "Hidden",
          "Hollow",
          "Invisible",
          "Last",
          "Little",
          "Lonely",
          "Lost",
          "Midnight",
          "Paper",
          "Patient",
          "Quiet",
          "Reluctant",
          "Restless",
          "Scarlet",
          "Secret",
          "Seventh",
          "Silver",
          "Sleeping",
          "Stolen",
          "Sudden",
          "Tender",
          "Unwritten",
          "Velvet",
          "Wandering",
          "Wild");

  // Coprime to the number of combinations (40 × 8), so that neighbours share neither word.
  private static final int STRIDE = 77;

  private Titles() {}

  /** Title {@code n}, from 0, of a category. */
  static String title(Category category, int n) {
    List<String> nouns = category.nouns();
    int combinations = ADJECTIVES.size() * nouns.size();
    int combination = n % combinations * STRIDE % combinations;
    String adjective = ADJECTIVES.get(combination / nouns.size());
    String noun = nouns.get(combination % nouns.size());
    int part = n / combinations + 1;
    return "The " + adjective + " " + noun + (part == 1 ? "" : " " + part);
  }
}
