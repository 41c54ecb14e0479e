package tandem.protocol;

/**
 * A record of the event log on its way through the entities.
 *
 * @param id which record
 * @param lowWater the frontier of its partition when it was sent: every record below it is settled,
 *     that is, durable in both journals, or durably rejected
 */
public record Delivery(RecordId id, long lowWater) {

  /** Throws {@link IllegalArgumentException} if the mark lies above the record itself. */
  public Delivery {
    if (lowWater < 0 || lowWater > id.offset()) {
      throw new IllegalArgumentException("the low-water mark must be from 0 to the offset");
    }
  }
}
