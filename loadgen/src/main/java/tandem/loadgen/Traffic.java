package tandem.loadgen;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Function;
import tandem.protocol.Interaction;

/**
 * Records of events with repetitions and poison among them. The same seed, events and instants give
 * the same records. For one thread.
 */
public final class Traffic {

  private static final int REMEMBERED = 1_000;
  private static final byte[] POISON_KEY = "\"u1\"".getBytes(StandardCharsets.ISO_8859_1);

  private final Function<Instant, Interaction> events;
  private final Shares shares;
  private final SplittableRandom random;
  private final EventBytes bytes = new EventBytes();
  private final Made[] remembered = new Made[REMEMBERED];
  private long made;

  /**
   * Traffic of {@code events}.
   *
   * @param events makes the event of an instant, such as {@link Population#next}
   * @param seed of what is mixed in
   */
  public Traffic(Function<Instant, Interaction> events, Shares shares, long seed) {
    this.events = events;
    this.shares = shares;
    this.random = new SplittableRandom(seed);
  }

  /** The record of an instant. */
  public Made next(Instant at) {
    if (shares.equals(Shares.NONE)) {
      return fresh(at);
    }
    double lot = random.nextDouble();
    if (lot < shares.poison()) {
      byte[] record = Poison.record(random.nextInt(Poison.kinds()));
      return new Made(POISON_KEY, record, Made.Kind.POISON);
    }
    if (lot < shares.poison() + shares.duplicates() && made > 0) {
      Made again = remembered[random.nextInt((int) Math.min(made, REMEMBERED))];
      return new Made(again.key(), again.value(), Made.Kind.DUPLICATE);
    }
    Made fresh = fresh(at);
    remembered[(int) (made++ % REMEMBERED)] = fresh;
    return fresh;
  }

  private Made fresh(Instant at) {
    Interaction event = events.apply(at);
    return new Made(EventBytes.key(event), bytes.value(event), Made.Kind.EVENT);
  }
}
