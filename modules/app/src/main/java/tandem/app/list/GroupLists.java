package tandem.app.list;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tandem.app.Answers;
import tandem.entity.index.Index;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.http.GroupWish;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.http.Strategy;

/*
 * The least that a member makes of an item is taken of a pool of the best by the mean, which is a
 * bound (Members). So an item that is not in the pool could be in the list only if the last of the
 * list has a least below the mean of the pool's last.
 */

/** Lists for several users as one. */
final class GroupLists {

  private final Profiles profiles;
  private final Index index;
  private final Ranker ranker;
  private final Answers answers;
  private final InstantSource clock;

  GroupLists(Profiles profiles, Index index, Ranker ranker, Answers answers, InstantSource clock) {
    this.profiles = profiles;
    this.index = index;
    this.ranker = ranker;
    this.answers = answers;
    this.clock = clock;
  }

  CompletionStage<ListAnswer> list(GroupWish group, ListRequest request, Duration timeout) {
    Until until = Until.in(timeout);
    boolean withMinutes = request.options().seen().areShown();
    List<CompletableFuture<UserEntity.Profile>> asked = new ArrayList<>();
    for (UserId user : group.users()) {
      asked.add(
          profiles
              .get(user, Optional.empty(), withMinutes, timeout.dividedBy(2))
              .toCompletableFuture());
    }
    return ranker.orPopular(
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
            .thenCompose(
                done ->
                    list(
                        asked.stream().map(CompletableFuture::join).toList(),
                        group.aggregate(),
                        request,
                        until)),
        request,
        until);
  }

  private CompletionStage<ListAnswer> list(
      List<UserEntity.Profile> all,
      GroupWish.Aggregate aggregate,
      ListRequest request,
      Until until) {
    List<UserEntity.Profile> known = all.stream().filter(UserEntity.Profile::isKnown).toList();
    List<UserId> unknown =
        all.stream().filter(user -> !user.isKnown()).map(UserEntity.Profile::user).toList();
    CompletionStage<ListAnswer> list =
        known.isEmpty()
            ? ranker.list(Question.popular(), request, until.left())
            : listOf(known, aggregate, request, until);
    return list.thenApply(answer -> answer.withUnknownUsers(unknown));
  }

  private CompletionStage<ListAnswer> listOf(
      List<UserEntity.Profile> known,
      GroupWish.Aggregate aggregate,
      ListRequest request,
      Until until) {
    Members members = new Members(known);
    Fading seen = Fading.of(known, request.options().seen(), clock.instant());
    return recent(members, request, until)
        .thenCompose(
            recent ->
                ranker.list(
                    question(members, aggregate, recent).fading(seen), request, until.left()));
  }

  /** What is known of the members' recent items, if somebody asks for reasons. */
  private CompletionStage<Map<ItemId, IndexedItem>> recent(
      Members members, ListRequest request, Until until) {
    return request.options().explain()
        ? index.find(members.recent(), until.left().dividedBy(2)).thenApply(Index.Known::known)
        : CompletableFuture.completedFuture(Map.of());
  }

  private Question question(
      Members members, GroupWish.Aggregate aggregate, Map<ItemId, IndexedItem> recent) {
    Question question =
        new Question(
            new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, members.mean()),
            members.seen(),
            Strategy.GROUP,
            true,
            List.of(),
            answers.shown(members.base()));
    return switch (aggregate) {
      case MEAN -> question.explainedBy(() -> members.ofMean(recent));
      case LEAST_MISERY ->
          question.rescored(members::least).explainedEach(() -> members.ofLeast(recent));
    };
  }
}
