package tandem.app;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tandem.app.cluster.Regions;
import tandem.entity.index.Index;
import tandem.http.HealthPort;
import tandem.protocol.http.Readiness.Check;

/**
 * A node is ready when it is a member of the cluster, its regions have registered, the index of the
 * active model can serve, and the journal can be reached (docs/decisions/0012).
 */
final class Readiness implements HealthPort {

  private static final Duration MOST = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final Regions regions;
  private final Supplier<LearnedModel> active;
  private final IndexLoaded loaded = new IndexLoaded();
  private final JournalProbe journal;
  // For good: a coordinator that moves leaves the regions that know their shards serving.
  private final Set<String> registered = ConcurrentHashMap.newKeySet();

  Readiness(ActorSystem<?> system, Supplier<LearnedModel> active, JournalProbe journal) {
    this.cluster = Cluster.get(system);
    this.regions = new Regions(Adapter.toClassic(system));
    this.active = active;
    this.journal = journal;
  }

  @Override
  public CompletionStage<List<Check>> checks(Duration timeout) {
    Duration half = timeout.dividedBy(2); // so that what is slow is an answer and no time-out
    Duration each = half.compareTo(MOST) < 0 ? half : MOST;
    LearnedModel model = active.get();
    return all(
        List.of(
            CompletableFuture.completedFuture(member()),
            sharding(model.types().values(), each).toCompletableFuture(),
            index(model, each).toCompletableFuture(),
            journal.check(each).toCompletableFuture()));
  }

  private Check member() {
    MemberStatus status = cluster.selfMember().status();
    boolean up = status.equals(MemberStatus.up());
    return new Check(
        "cluster", up, up ? "A member that is up." : "The node is %s.".formatted(status));
  }

  private CompletionStage<Check> sharding(Collection<String> types, Duration timeout) {
    List<CompletableFuture<Boolean>> asked = new ArrayList<>();
    for (String type : types) {
      if (!registered.contains(type)) {
        asked.add(
            regions
                .isRegistered(type, timeout)
                .handle((yes, failure) -> failure == null && yes && registered.add(type))
                .toCompletableFuture());
      }
    }
    return all(asked)
        .thenApply(
            answers -> {
              Set<String> waiting = new TreeSet<>(types);
              waiting.removeAll(registered);
              return new Check(
                  "sharding",
                  waiting.isEmpty(),
                  waiting.isEmpty()
                      ? "All regions have registered."
                      : "Not registered with its coordinator: %s.".formatted(waiting));
            });
  }

  private CompletionStage<Check> index(LearnedModel model, Duration timeout) {
    Index index = model.index();
    return index
        .loaded(timeout)
        .thenApply(now -> loaded.judge(model.name(), index.partitions(), now));
  }

  private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new))
        .thenApply(done -> stages.stream().map(CompletableFuture::join).toList());
  }
}
