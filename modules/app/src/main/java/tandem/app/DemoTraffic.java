package tandem.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import tandem.http.Ports;
import tandem.loadgen.CatalogueItem;
import tandem.loadgen.Pace;
import tandem.loadgen.Population;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;

/**
 * What a simulated population does: its catalogue, and its events when they are due. For one
 * thread.
 */
final class DemoTraffic {

  private static final int BATCH = 500;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Ports ports;
  private final Population population;
  private final InstantSource clock;
  private final Pace pace;

  /**
   * Traffic that starts now.
   *
   * @param rate events a second
   * @param nanos like {@link System#nanoTime}
   * @param clock the time of the events
   */
  DemoTraffic(
      Ports ports, Population population, double rate, LongSupplier nanos, InstantSource clock) {
    this.ports = ports;
    this.population = population;
    this.clock = clock;
    this.pace = new Pace(rate, BATCH, nanos);
  }

  /** Returns when the titles of all items are durable. */
  void describeItems() {
    CompletableFuture.allOf(
            population.items().stream()
                .map(
                    item ->
                        ports
                            .items()
                            .describe(item.id(), description(item), TIMEOUT)
                            .toCompletableFuture())
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static ItemDescription description(CatalogueItem item) {
    return new ItemDescription(item.title(), item.categories(), false);
  }

  /** Sends as many events as are due. */
  void send() {
    long due = pace.take();
    if (due == 0) {
      return;
    }
    List<Interaction> events = new ArrayList<>();
    for (long e = 0; e < due; e++) {
      events.add(population.next(clock.instant()));
    }
    var unused =
        ports
            .events()
            .publish(events, TIMEOUT)
            .exceptionally(
                failure -> {
                  System.err.println("Kafka did not take " + events.size() + " events: " + failure);
                  return List.of();
                });
  }
}
