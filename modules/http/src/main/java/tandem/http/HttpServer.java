package tandem.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import tandem.protocol.InteractionRules;
import tandem.protocol.kafka.InteractionReader;

/** The HTTP front end: binds, answers until the actor system shuts down, then drains. */
public final class HttpServer {

  private HttpServer() {}

  /** Completes when the server listens; fails when the port is taken. */
  public static CompletionStage<ServerBinding> start(
      ActorSystem<?> system, HttpSettings settings, InteractionRules rules, Ports ports) {
    Router router = router(system, settings, rules, ports);
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(settings.server())
        .bind(router::handle)
        .thenApply(binding -> binding.addToCoordinatedShutdown(settings.drain(), system));
  }

  static Router router(
      ActorSystem<?> system, HttpSettings settings, InteractionRules rules, Ports ports) {
    InteractionReader reader = new InteractionReader(rules);
    List<Endpoint> endpoints =
        Stream.of(
                new ListRoutes(ports.recommendations(), reader, settings).endpoints(),
                new EventRoutes(ports.events(), reader, settings, Clock.systemUTC()).endpoints(),
                new CatalogueRoutes(ports.items(), ports.users(), settings).endpoints(),
                new HealthRoutes(ports.health(), settings).endpoints())
            .flatMap(List::stream)
            .toList();
    return new Router(endpoints, new Bodies(system, settings));
  }
}
