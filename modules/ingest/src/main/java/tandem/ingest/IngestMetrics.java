package tandem.ingest;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import tandem.entity.user.UserEntity.Observed;
import tandem.entity.user.UserEntity.Outcome;
import tandem.protocol.kafka.Rejection;

/** What the stream counts; safe for use by many threads. */
public final class IngestMetrics {

  private static final double ERROR_MEMORY =
      0.999; // the mean error looks back on about 1,000 events

  private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Rejection.Reason, LongAdder> rejections = new EnumMap<>(Rejection.Reason.class);
  private final Map<Integer, Place> places = new ConcurrentHashMap<>();
  private final Recorder freshness = new Recorder(3);
  private final LongSupplier clock;
  private final LongConsumer learned;
  private double error = Double.NaN;

  /** How far a partition of this node is settled. */
  static final class Place {
    private final int partition;
    private volatile long frontier;

    private Place(int partition, long frontier) {
      this.partition = partition;
      this.frontier = frontier;
    }

    void reached(long higher) {
      frontier = higher;
    }
  }

  /**
   * Counts from zero.
   *
   * @param clock epoch milliseconds
   */
  public IngestMetrics(LongSupplier clock) {
    this(clock, freshness -> {});
  }

  /**
   * Counts from zero.
   *
   * @param clock epoch milliseconds
   * @param learned is told of each record that is learned how long that took, as {@link
   *     #freshness()} has it; must return at once
   */
  public IngestMetrics(LongSupplier clock, LongConsumer learned) {
    this.clock = clock;
    this.learned = learned;
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
    for (Rejection.Reason reason : Rejection.Reason.values()) {
      rejections.put(reason, new LongAdder());
    }
  }

  void settled(Observed observed, long recordTimestamp) {
    adder(outcomes, observed.outcome()).increment();
    if (observed.outcome() == Outcome.LEARNED) {
      long took = Math.max(0, clock.getAsLong() - recordTimestamp);
      freshness.recordValue(took);
      learned.accept(took);
      addError(Math.abs(observed.error()));
    }
  }

  void rejected(Rejection rejection) {
    adder(rejections, rejection.reason()).increment();
  }

  /** The partition is this node's, and settled up to there. */
  Place begin(int partition, long frontier) {
    Place place = new Place(partition, frontier);
    places.put(partition, place);
    return place;
  }

  /** The partition is another node's, unless it has begun here anew. */
  void end(Place place) {
    places.remove(place.partition, place);
  }

  /** How many records ended so since the start. */
  public long count(Outcome outcome) {
    return adder(outcomes, outcome).sum();
  }

  /** How many records were rejected for this reason since the start. */
  public long count(Rejection.Reason reason) {
    return adder(rejections, reason).sum();
  }

  /** How many records were rejected since the start. */
  public long rejected() {
    return rejections.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Partition to frontier, for the partitions of this node; the stored frontier follows it. */
  public Map<Integer, Long> frontiers() {
    return places.values().stream()
        .collect(Collectors.toUnmodifiableMap(place -> place.partition, place -> place.frontier));
  }

  /**
   * Mean absolute error of about the last 1,000 predictions, each made before learning; NaN at
   * first.
   */
  public synchronized double error() {
    return error;
  }

  /**
   * Milliseconds from a record's Kafka timestamp until it was durable in both journals and in the
   * index, of the records since the last call.
   */
  public Histogram freshness() {
    return freshness.getIntervalHistogram();
  }

  private synchronized void addError(double absolute) {
    error = Double.isNaN(error) ? absolute : ERROR_MEMORY * error + (1 - ERROR_MEMORY) * absolute;
  }

  private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
    LongAdder adder = adders.get(key);
    if (adder == null) {
      throw new IllegalArgumentException("no counter for " + key);
    }
    return adder;
  }
}
