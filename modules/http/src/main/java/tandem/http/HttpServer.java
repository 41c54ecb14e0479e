package tandem.http;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import com.typesafe.config.Config;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import scala.concurrent.duration.FiniteDuration;
import tandem.protocol.InteractionRules;

/** The HTTP servers of a node: one for everybody, one for who runs it. */
public final class HttpServer {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /*
   * Akka's Uri makes an object of its subclass when it is initialised. Two threads that meet the one and the other first at the same
   * time wait for each other for ever, and with them all requests: a node at whose start a probe and the management met did. So both
   * are made before anything is bound.
   */
  static {
    Uri unused = Uri.EMPTY;
  }

  private HttpServer() {}

  /**
   * Binds the routes over {@code ports}; the stage fails if the address is not free. At coordinated
   * shutdown the server stops to listen in phase service-unbind, and lets requests under way end in
   * phase service-requests-done, for {@link HttpSettings#drainTimeout} at most; streams end at
   * once.
   *
   * @param rules by which events are judged; the same as those of the Kafka stream
   * @param clock for the arrival of events that bring no timestamp
   */
  public static CompletionStage<ServerBinding> start(
      ActorSystem<?> system,
      HttpSettings settings,
      Ports ports,
      InteractionRules rules,
      Clock clock) {
    OpenStreams streams = new OpenStreams(settings.streams().most(), ports.requests());
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceUnbind(),
            "end-streams",
            () -> {
              streams.end();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    return bind(
        system,
        settings,
        serverSettings(system, settings),
        settings.host(),
        settings.port(),
        Routes.all(settings, ports, rules, streams, clock),
        ports.requests());
  }

  /** Binds the routes of the admin port in the same way, under the same limits. */
  public static CompletionStage<ServerBinding> startAdmin(
      ActorSystem<?> system, HttpSettings settings, AdminPorts ports, Clock clock) {
    return bind(
        system,
        settings,
        patient(serverSettings(system, settings), settings),
        settings.admin().host(),
        settings.admin().port(),
        AdminRoutes.all(settings, ports, clock),
        ports.metrics());
  }

  private static CompletionStage<ServerBinding> bind(
      ActorSystem<?> system,
      HttpSettings settings,
      ServerSettings serverSettings,
      String host,
      int port,
      List<Endpoint> endpoints,
      RequestListener requests) {
    Router router = router(system, settings, endpoints);
    return Http.get(system)
        .newServerAt(host, port)
        .withSettings(serverSettings)
        .bind(new RequestMeter(endpoints, requests, System::nanoTime).meter(router::handle))
        .thenApply(binding -> binding.addToCoordinatedShutdown(settings.drainTimeout(), system));
  }

  private static Router router(
      ActorSystem<?> system, HttpSettings settings, List<Endpoint> endpoints) {
    Materializer materializer = SystemMaterializer.get(system).materializer();
    return new Router(
        endpoints,
        new Gate(settings.keys(), settings.limits(), System::nanoTime),
        new Problems(UUID::randomUUID),
        new BodyReader(settings.bodyTimeout(), materializer),
        materializer,
        System::nanoTime);
  }

  private static ServerSettings serverSettings(ActorSystem<?> system, HttpSettings settings) {
    Config config =
        settings.server().atPath("akka.http.server").withFallback(system.settings().config());
    return ServerSettings.create(config)
        .withTerminationDeadlineExceededResponse(
            Problems.unavailable("The node is shutting down.", RETRY_AFTER));
  }

  /**
   * Waits for the longest answer, and for as much else as the settings leave beside the answers.
   */
  private static ServerSettings patient(ServerSettings server, HttpSettings settings) {
    Config own = settings.server();
    Duration longest = settings.admin().timeout();
    return server.withTimeouts(
        server
            .getTimeouts()
            .withRequestTimeout(scala(own.getDuration("request-timeout").plus(longest)))
            .withIdleTimeout(scala(own.getDuration("idle-timeout").plus(longest))));
  }

  private static FiniteDuration scala(Duration duration) {
    return FiniteDuration.create(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
