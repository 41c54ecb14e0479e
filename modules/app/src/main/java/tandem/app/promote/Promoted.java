package tandem.app.promote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import tandem.model.ModelName;

/**
 * What a promotion came to.
 *
 * @param name of the model
 * @param learned records that it has learned
 * @param left records in the main model's journals that its own stream will learn
 * @param users that it knows
 * @param items that it knows
 */
public record Promoted(ModelName name, long learned, long left, int users, int items) {

  /** For people, with what to do next. */
  public String text() {
    return String.format(
        Locale.ROOT,
        """
        model %1$s has learned %2$,d events of %3$,d users with %4$,d items; %5$,d more are left to its own stream
        Nodes that run pick it up within a second or so, others when they start. Next:
          GET /v1/users/U/recommendations?model=%1$s
          ./tandem models activate %1$s
        """,
        name.value(),
        learned,
        users,
        items,
        left);
  }

  /** The same in JSON. */
  public void fill(ObjectNode node) {
    node.put("model", name.value()).put("events", learned).put("events_left", left);
    node.put("users", users).put("items", items);
  }
}
