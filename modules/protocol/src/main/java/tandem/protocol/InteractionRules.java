package tandem.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tandem.model.Objective;
import tandem.model.Target;

/**
 * What a valid event is, and what it asks of the model. Kafka and HTTP input are judged by the same
 * rules.
 *
 * @param weights the known event types, each with the strength of the interest that it shows, 0
 *     (dislike) to 1 (purchase)
 * @param minRating the lowest rating of the configured scale
 * @param maxRating the highest
 * @param positiveFrom objective PREFERENCE: a rating teaches from this share of the scale on, 0 to
 *     1
 * @param earliest the earliest timestamp
 * @param maxAhead how far a timestamp may lie ahead of the arrival of the event
 * @param maxBytes the largest record, in bytes
 */
public record InteractionRules(
    Map<String, Double> weights,
    double minRating,
    double maxRating,
    double positiveFrom,
    Instant earliest,
    Duration maxAhead,
    int maxBytes) {

  /** The type of an event that has a value and names no type. */
  public static final String RATING = "rating";

  /** The type of an event that has no value and names no type. */
  public static final String VIEW = "view";

  // The model learns every scale on this one, to which its step sizes are tuned: MovieLens' half
  // stars.
  private static final double LOWEST = 0.5;
  private static final double SPAN = 4.5;

  /** Throws {@link IllegalArgumentException} with the name of the setting that makes no sense. */
  public InteractionRules {
    weights = Map.copyOf(weights);
    require(
        weights.containsKey(RATING) && weights.containsKey(VIEW),
        "types must have rating and view");
    require(
        weights.values().stream().allMatch(w -> w >= 0 && w <= 1),
        "a type's weight is from 0 to 1");
    require(maxRating > minRating, "rating.max must be above rating.min");
    require(positiveFrom >= 0 && positiveFrom <= 1, "positive-from is from 0 to 1");
    require(maxBytes > 0, "max-bytes must be positive");
    require(!maxAhead.isNegative(), "max-ahead must not be negative");
  }

  /** The rules of {@code reference.conf}. */
  public static InteractionRules defaults() {
    return new InteractionRules(
        Map.of(
            VIEW,
            0.5,
            "click",
            0.6,
            "cart",
            0.8,
            "purchase",
            1.0,
            "like",
            1.0,
            "dislike",
            0.0,
            RATING,
            1.0),
        0.5,
        5.0,
        0.85,
        Instant.parse("1990-01-01T00:00:00Z"),
        Duration.ofDays(1),
        65_536);
  }

  /** The same rules for ratings from {@code min} to {@code max}. */
  public InteractionRules withScale(double min, double max) {
    return new InteractionRules(weights, min, max, positiveFrom, earliest, maxAhead, maxBytes);
  }

  /**
   * How strong an interest the interaction shows, 0 to 1: the rating in its scale, else the weight
   * of its type.
   */
  public double strength(Interaction interaction) {
    Double value = interaction.value();
    return value == null
        ? weights.getOrDefault(interaction.type(), 0.0)
        : (value - minRating) / (maxRating - minRating);
  }

  /**
   * What the model is to learn from the interaction. A view is no rating: for the objective RATING
   * an event without a value is counted, seen and popular, but moves no factors (learning it as a
   * middling rating cost a simulated population a fifth of its good items).
   */
  public Target target(Interaction interaction, Objective objective) {
    double strength = strength(interaction);
    return switch (objective) {
      case RATING ->
          new Target((float) (LOWEST + SPAN * strength), interaction.value() == null ? 0f : 1f);
      case PREFERENCE ->
          interaction.value() == null
              ? new Target(1f, (float) strength)
              : new Target(1f, strength >= positiveFrom ? 1f : 0f);
    };
  }

  /**
   * Whether it shows that the user wants the item: what the objective PREFERENCE would learn from,
   * whichever objective is learned.
   */
  public boolean isInterest(Interaction interaction) {
    return target(interaction, Objective.PREFERENCE).weight() > 0;
  }

  /** A predicted rating, given as the model's 0.5 to 5, in the configured scale. */
  public double toScale(double predicted) {
    double clipped = Math.max(LOWEST, Math.min(LOWEST + SPAN, predicted));
    return minRating + (clipped - LOWEST) / SPAN * (maxRating - minRating);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
