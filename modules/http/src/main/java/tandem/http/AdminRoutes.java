package tandem.http;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of the routes on the admin port. Those of {@code /v1/admin} are only there; health and
 * the description are on both ports.
 */
final class AdminRoutes {

  private AdminRoutes() {}

  static List<Endpoint> all(HttpSettings settings, AdminPorts ports, Clock clock) {
    return Stream.of(
            Routes.open(new HealthRoutes(ports.health(), settings.timeout())),
            new PastRoutes(ports.models(), clock, settings.admin().timeout()).endpoints(),
            new ModelRoutes(ports.models(), settings.timeout(), settings.admin().timeout())
                .endpoints(),
            new ClusterRoutes(ports.cluster(), settings.timeout()).endpoints(),
            new MetricsRoute(ports.metrics()).endpoints(),
            new DescriptionRoute().endpoints())
        .flatMap(List::stream)
        .toList();
  }
}
