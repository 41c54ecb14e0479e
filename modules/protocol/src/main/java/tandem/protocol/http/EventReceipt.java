package tandem.protocol.http;

/**
 * The answer to a single event that was accepted.
 *
 * @param status {@link EventResult#ACCEPTED}
 * @param token its receipt, for {@code ?after=}
 */
public record EventReceipt(String status, String token) {}
