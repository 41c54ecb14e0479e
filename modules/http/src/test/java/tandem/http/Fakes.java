package tandem.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tandem.protocol.http.ClusterView;
import tandem.protocol.http.Readiness;

/** Fakes of all ports, and one switch that makes all of them fail. */
final class Fakes {

  final FakeItems items = new FakeItems(this);
  final FakeModels models = new FakeModels(this);
  final FakeUsers users = new FakeUsers(this);
  final FakeEvents events = new FakeEvents(this);
  final FakeRecommendations recommendations = new FakeRecommendations(this);
  final FakePages pages = new FakePages(this);
  final FakeRequests requests = new FakeRequests();
  private final MetricsPort metrics = new FakeMetrics();
  volatile ClusterView cluster = new ClusterView("", List.of(), List.of(), List.of());
  private volatile List<Readiness.Check> checks = List.of();
  private volatile @Nullable CompletionStage<Void> outcome;

  Ports ports() {
    return new Ports(
        recommendations,
        model -> Optional.ofNullable(models.lists.get(model)),
        pages,
        events,
        items,
        users,
        new FakeEvaluation(this),
        health(),
        requests);
  }

  AdminPorts adminPorts() {
    return new AdminPorts(health(), models, timeout -> answer(() -> cluster), metrics);
  }

  private final class FakeMetrics implements MetricsPort {
    @Override
    public String scrape() {
      return "tandem_events_total 1.0\n";
    }

    @Override
    public void answered(String method, String route, int status, long nanos) {
      requests.answered(method, route, status, nanos);
    }

    @Override
    public void streams(int more) {
      requests.streams(more);
    }

    @Override
    public void pushed() {
      requests.pushed();
    }
  }

  private HealthPort health() {
    return timeout -> answer(() -> checks);
  }

  /** Back to empty ports that answer. */
  void reset() {
    outcome = null;
    checks = List.of(new Readiness.Check("journal", true, ""));
    items.clear();
    users.clear();
    events.clear();
    recommendations.clear();
    pages.clear();
    models.clear();
    requests.clear();
  }

  /** From now on every port fails with {@code failure}. */
  void failWith(Throwable failure) {
    outcome = CompletableFuture.failedFuture(failure);
  }

  /** From now on every port answers again. */
  void recover() {
    outcome = null;
  }

  /** From now on no port ever answers. */
  void hang() {
    outcome = new CompletableFuture<>();
  }

  void checks(Readiness.Check... given) {
    checks = List.of(given);
  }

  /** What a port answers with. */
  <T> CompletionStage<T> answer(Supplier<T> value) {
    CompletionStage<Void> fixed = outcome;
    return fixed == null
        ? CompletableFuture.completedFuture(value.get())
        : fixed.thenApply(done -> value.get());
  }

  /** The time-out of a test's server, short so that a test can wait for it. */
  static final Duration TIMEOUT = Duration.ofMillis(300);
}
