package tandem.protocol.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tandem.protocol.Interaction;

/** Writes an event as {@link InteractionReader} reads it. */
public final class InteractionWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

  private InteractionWriter() {}

  /**
   * The key of the Kafka record, JSON: a number where the id is written like one, as a simple
   * producer does, else a string. The same user must have the same key from every producer, so that
   * the user's events stay in one partition, in order.
   */
  public static byte[] key(Interaction interaction) {
    String id = interaction.user().value();
    String key = INTEGER.matcher(id).matches() ? id : '"' + id + '"';
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /** The value of the Kafka record. */
  public static byte[] value(Interaction interaction) {
    ObjectNode node = JSON.createObjectNode();
    node.put("user_id", interaction.user().value());
    node.put("item_id", interaction.item().value());
    node.put("timestamp", interaction.timestamp().toString());
    node.put("type", interaction.type());
    if (interaction.value() != null) {
      node.put("value", interaction.value());
    }
    if (interaction.eventId() != null) {
      node.put("event_id", interaction.eventId());
    }
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers is always writable", e);
    }
  }
}
