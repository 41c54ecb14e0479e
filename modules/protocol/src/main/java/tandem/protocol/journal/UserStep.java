package tandem.protocol.journal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;
import tandem.protocol.Delivery;

/**
 * One interaction that a user learned from. It is stored as an array: a new field goes to the end.
 *
 * @param delivery which record
 * @param item with what
 * @param type of the event
 * @param value the rating in the configured scale, or null
 * @param timestamp when it happened, epoch milliseconds
 * @param eventId the producer's own id, or null
 * @param error target minus prediction, before the step
 * @param casual whether it shows no interest, as a dislike does; not from an earlier version
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record UserStep(
    Delivery delivery,
    ItemId item,
    String type,
    @Nullable Double value,
    long timestamp,
    @Nullable String eventId,
    float error,
    boolean casual) {

  /** One that shows interest, or that an earlier version wrote. */
  public UserStep(
      Delivery delivery,
      ItemId item,
      String type,
      @Nullable Double value,
      long timestamp,
      @Nullable String eventId,
      float error) {
    this(delivery, item, type, value, timestamp, eventId, error, false);
  }
}
