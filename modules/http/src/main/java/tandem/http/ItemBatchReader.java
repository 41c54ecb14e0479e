package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tandem.model.Ids;
import tandem.model.ItemId;
import tandem.protocol.ItemDescription;

/**
 * Reads the body of {@code PUT /v1/items}: an array of descriptions with {@code item_id}, or one a
 * line. Each is judged by itself, as {@code PUT /v1/items/{id}} judges it.
 */
final class ItemBatchReader {

  private static final String ID = "item_id";
  private static final Set<String> FIELDS = fields();

  private final ItemReader reader;
  private final int maxItems;

  ItemBatchReader(ItemReader reader, int maxItems) {
    this.reader = reader;
    this.maxItems = maxItems;
  }

  private static Set<String> fields() {
    Set<String> fields = new TreeSet<>(ItemReader.FIELDS);
    fields.add(ID);
    return fields;
  }

  /** An element of the batch. */
  sealed interface Element {}

  /** One that can be stored. */
  record Valid(ItemId item, ItemDescription description) implements Element {}

  /**
   * One that can't.
   *
   * @param item its id, as far as it has one
   * @param why with the field at fault
   */
  record Invalid(@Nullable ItemId item, ProblemException why) implements Element {}

  /** All elements, in order; throws {@link ProblemException} for a body that holds none. */
  List<Element> read(Body body) {
    if (body.mediaType().equals(Body.NDJSON)) {
      return lines(body);
    }
    JsonBody.requireJson(body);
    JsonNode array = JsonBody.tree(body.toArray());
    if (!array.isArray()) {
      throw ProblemException.body("", "The body must be an array of items.");
    }
    requireCount(array.size());
    List<Element> elements = new ArrayList<>(array.size());
    Set<ItemId> met = new HashSet<>();
    array.forEach(given -> elements.add(element(given, met)));
    return elements;
  }

  private List<Element> lines(Body body) {
    List<String> lines = body.bytes().utf8String().lines().filter(line -> !line.isBlank()).toList();
    requireCount(lines.size());
    Set<ItemId> met = new HashSet<>();
    return lines.stream().map(line -> line(line, met)).toList();
  }

  private Element line(String line, Set<ItemId> met) {
    try {
      return element(JsonBody.tree(line.getBytes(StandardCharsets.UTF_8)), met);
    } catch (ProblemException noJson) {
      return new Invalid(null, noJson);
    }
  }

  private Element element(JsonNode given, Set<ItemId> met) {
    ItemId item = null;
    try {
      if (!given.isObject()) {
        throw ProblemException.body("", "An item must be a JSON object.");
      }
      item = id(given.get(ID));
      if (!met.add(item)) {
        throw ProblemException.body(ID, "The batch has this item before.");
      }
      JsonBody.requireKnown(given, FIELDS, "");
      return new Valid(item, reader.read(given));
    } catch (ProblemException why) {
      return new Invalid(item, why);
    }
  }

  private static ItemId id(@Nullable JsonNode given) {
    String id =
        given != null && (given.isTextual() || given.isIntegralNumber()) ? given.asText() : "";
    if (!Ids.isValid(id)) {
      throw ProblemException.body(ID, "item_id must be " + Query.ID_RULE + ".");
    }
    return new ItemId(id);
  }

  private void requireCount(int count) {
    if (count < 1 || count > maxItems) {
      throw ProblemException.body("", "The body must have 1 to " + maxItems + " items.");
    }
  }
}
