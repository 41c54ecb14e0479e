package tandem.app.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings that the vectors in a journal were made by. Vectors of two models in one journal
 * would be multiplied with each other and mean nothing, so these never change.
 *
 * @param objective {@code tandem.model.objective}, in lower case
 * @param factors {@code tandem.model.factors}
 * @param seed {@code tandem.model.seed}
 * @param minRating {@code tandem.events.rating.min}
 * @param maxRating {@code tandem.events.rating.max}
 */
public record JournalModel(
    String objective, int factors, long seed, double minRating, double maxRating) {

  /** Each setting that {@code wanted} has otherwise: its name, what it is here and there. */
  public List<String> differences(JournalModel wanted) {
    List<String> differences = new ArrayList<>();
    compare(differences, "tandem.model.objective", objective, wanted.objective);
    compare(differences, "tandem.model.factors", factors, wanted.factors);
    compare(differences, "tandem.model.seed", seed, wanted.seed);
    compare(differences, "tandem.events.rating.min", minRating, wanted.minRating);
    compare(differences, "tandem.events.rating.max", maxRating, wanted.maxRating);
    return differences;
  }

  private static void compare(List<String> differences, String name, Object here, Object wanted) {
    if (!here.equals(wanted)) {
      differences.add("%s is %s there and %s in the settings".formatted(name, here, wanted));
    }
  }
}
