package tandem.app.feed;

import org.jspecify.annotations.Nullable;
import tandem.app.dataset.RatingScale;
import tandem.protocol.Interaction;

/**
 * Takes the ratings of a file to the scale of a node, lowest to lowest and highest to highest,
 * linear between.
 *
 * @param from the scale of the file
 * @param to the scale of the node
 */
public record RatingMap(RatingScale from, RatingScale to) {

  /** The same event with the rating in the node's scale. */
  public Interaction apply(Interaction event) {
    Double value = event.value();
    return value == null || from.equals(to) ? event : with(event, map(value));
  }

  private double map(double value) {
    double share = (value - from.min()) / (from.max() - from.min());
    return to.min() + share * (to.max() - to.min());
  }

  private static Interaction with(Interaction event, @Nullable Double value) {
    return new Interaction(
        event.user(), event.item(), event.type(), value, event.timestamp(), event.eventId());
  }
}
