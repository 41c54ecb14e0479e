package tandem.http;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import tandem.protocol.InteractionRules;
import tandem.protocol.kafka.InteractionReader;

/** The table of all routes. */
final class Routes {

  private Routes() {}

  static List<Endpoint> all(
      HttpSettings settings, Ports ports, InteractionRules rules, Clock clock) {
    InteractionReader reader = new InteractionReader(rules);
    BasketReader baskets = new BasketReader(reader);
    return Stream.of(
            new RecommendationRoutes(
                    ports.recommendations(), ports.models(), baskets, clock, settings)
                .endpoints(),
            new EventRoutes(ports.events(), new EventsReader(reader), clock, settings).endpoints(),
            new ItemRoutes(ports.items(), settings).endpoints(),
            new UserRoutes(ports.users(), settings.timeout()).endpoints(),
            new HealthRoutes(ports.health(), settings.timeout()).endpoints(),
            new DescriptionRoute().endpoints())
        .flatMap(List::stream)
        .toList();
  }
}
