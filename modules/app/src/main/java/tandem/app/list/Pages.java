package tandem.app.list;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.entity.list.PagedLists;
import tandem.http.PagePort;
import tandem.model.ItemId;

/**
 * Lists in pages, each held by the entity of its shard.
 *
 * @param shards how many there are
 */
public record Pages(ClusterSharding sharding, int shards) implements PagePort {

  @Override
  public CompletionStage<Boolean> open(
      String id, Asked asked, List<ItemId> items, Duration timeout) {
    PagedLists.Asked request =
        new PagedLists.Asked(asked.kind(), asked.subject(), asked.query(), asked.body());
    return list(id)
        .<PagedLists.Noted>ask(replyTo -> new PagedLists.Open(id, request, items, replyTo), timeout)
        .thenApply(PagedLists.Noted::taken);
  }

  @Override
  public CompletionStage<Optional<Shown>> find(String id, Duration timeout) {
    return list(id)
        .<PagedLists.Shown>ask(replyTo -> new PagedLists.GetShown(id, replyTo), timeout)
        .thenApply(
            list ->
                list.asked()
                    .map(
                        asked ->
                            new Shown(
                                new Asked(
                                    asked.kind(), asked.subject(), asked.query(), asked.body()),
                                list.pages(),
                                list.items())));
  }

  @Override
  public CompletionStage<Boolean> show(String id, int pages, List<ItemId> items, Duration timeout) {
    return list(id)
        .<PagedLists.Noted>ask(replyTo -> new PagedLists.Show(id, pages, items, replyTo), timeout)
        .thenApply(PagedLists.Noted::taken);
  }

  private EntityRef<PagedLists.Command> list(String id) {
    return PagedLists.of(sharding, id, shards);
  }
}
