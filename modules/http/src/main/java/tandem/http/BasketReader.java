package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tandem.protocol.Interaction;
import tandem.protocol.kafka.InteractionReader;
import tandem.protocol.kafka.InteractionReader.Accepted;
import tandem.protocol.kafka.InteractionReader.Rejected;
import tandem.protocol.kafka.InteractionReader.Result;
import tandem.protocol.kafka.Rejection;

/** Reads the body of {@code POST /v1/recommendations}. Its items obey the rules of events. */
final class BasketReader {

  static final int MAX_ITEMS = 100;

  /** The fields of the body, with those of {@link ListReader}. */
  static final Set<String> FIELDS = ListReader.with(ListReader.FIELDS, "items");

  private static final Set<String> ITEM_FIELDS = Set.of("item_id", "type", "value");
  // The rules want a user and a time; a basket has neither, and neither gets out of here.
  private static final String NOBODY = "nobody";

  private final InteractionReader events;

  BasketReader(InteractionReader events) {
    this.events = events;
  }

  /**
   * Reads a basket of 0 to {@value #MAX_ITEMS}; throws {@link ProblemException} for one that is not
   * valid.
   */
  List<BasketItem> read(JsonNode object, Instant now) {
    JsonNode items = object.get("items");
    if (items == null || !items.isArray() || items.size() > MAX_ITEMS) {
      throw ProblemException.body("items", "items must be an array of up to " + MAX_ITEMS + ".");
    }
    List<BasketItem> basket = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      basket.add(item(items.get(i), now, "items[" + i + "]"));
    }
    return basket;
  }

  private BasketItem item(JsonNode given, Instant now, String place) {
    Result result = events.read(asEvent(given, place), now);
    if (result instanceof Accepted accepted) {
      Interaction interaction = accepted.interaction();
      return new BasketItem(interaction.item(), interaction.type(), interaction.value());
    }
    Rejection rejection = ((Rejected) result).rejection();
    String field = rejection.field().isEmpty() ? place : place + "." + rejection.field();
    throw ProblemException.body(field, rejection.detail());
  }

  private static ObjectNode asEvent(JsonNode given, String place) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("user_id", NOBODY);
    if (!given.isObject()) {
      return event.set("item_id", given);
    }
    JsonBody.requireKnown(given, ITEM_FIELDS, place + ".");
    return event.setAll((ObjectNode) given);
  }
}
