package tandem.ingest;

import akka.Done;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A database in memory, with a record of all that was saved. */
final class FakeFrontierStore implements FrontierStore {

  private record Key(String topic, int epoch, int partition) {}

  private final Map<Key, Frontier.Progress> stored = new HashMap<>();
  private final Map<String, List<String>> topicIds = new HashMap<>();
  private final List<Long> saved = new ArrayList<>();
  private CompletableFuture<Done> acknowledgement =
      CompletableFuture.completedFuture(Done.getInstance());

  @Override
  public synchronized CompletionStage<Integer> epoch(String topic, String topicId) {
    List<String> known = topicIds.computeIfAbsent(topic, none -> new ArrayList<>());
    if (!known.contains(topicId)) {
      known.add(topicId);
    }
    return CompletableFuture.completedFuture(known.indexOf(topicId));
  }

  @Override
  public synchronized CompletionStage<Optional<Frontier.Progress>> load(
      String topic, int epoch, int partition) {
    return CompletableFuture.completedFuture(
        Optional.ofNullable(stored.get(new Key(topic, epoch, partition))));
  }

  @Override
  public synchronized CompletionStage<Done> save(
      String topic, int epoch, int partition, Frontier.Progress progress) {
    saved.add(progress.nextOffset());
    stored.merge(
        new Key(topic, epoch, partition),
        progress,
        (old, given) -> given.nextOffset() > old.nextOffset() ? given : old);
    return acknowledgement;
  }

  /** From now on a save is acknowledged when the test completes the result. */
  synchronized CompletableFuture<Done> hold() {
    acknowledgement = new CompletableFuture<>();
    return acknowledgement;
  }

  /** Each frontier that was saved, once, in order. */
  synchronized List<Long> saved() {
    return saved.stream().distinct().toList();
  }

  Frontier.Progress stored(String topic, int epoch, int partition) {
    return load(topic, epoch, partition).toCompletableFuture().join().orElseThrow();
  }
}
