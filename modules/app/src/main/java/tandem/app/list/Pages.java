package tandem.app.list;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.entity.list.PagedList;
import tandem.http.PagePort;
import tandem.model.ItemId;

/** Lists in pages, each held by the entity of its id. */
public record Pages(ClusterSharding sharding) implements PagePort {

  @Override
  public CompletionStage<Boolean> open(
      String id, Asked asked, List<ItemId> items, Duration timeout) {
    PagedList.Asked request =
        new PagedList.Asked(asked.kind(), asked.subject(), asked.query(), asked.body());
    return list(id)
        .<PagedList.Noted>ask(replyTo -> new PagedList.Open(request, items, replyTo), timeout)
        .thenApply(PagedList.Noted::taken);
  }

  @Override
  public CompletionStage<Optional<Shown>> find(String id, Duration timeout) {
    return list(id)
        .ask(PagedList.GetShown::new, timeout)
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
        .<PagedList.Noted>ask(replyTo -> new PagedList.Show(pages, items, replyTo), timeout)
        .thenApply(PagedList.Noted::taken);
  }

  private EntityRef<PagedList.Command> list(String id) {
    return sharding.entityRefFor(PagedList.TYPE_KEY, id);
  }
}
