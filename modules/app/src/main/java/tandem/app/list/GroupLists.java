package tandem.app.list;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexQuery;
import tandem.entity.user.UserEntity;
import tandem.http.GroupWish;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.http.Strategy;

/*
 * The mean of what the members would make of an item is, since scores are linear in the user's
 * vector, what a user with the mean vector and mean bias would make of it: exact, by one query. The
 * least of them is not linear. It is taken of a pool of the best by the mean, which is a bound: no
 * item's least is above its mean. So an item that is not in the pool could be in the list only if
 * the last of the list has a least below the mean of the pool's last.
 */

/** Lists for several users as one. */
final class GroupLists {

  private final Profiles profiles;
  private final Ranker ranker;
  private final Answers answers;

  GroupLists(Profiles profiles, Ranker ranker, Answers answers) {
    this.profiles = profiles;
    this.ranker = ranker;
    this.answers = answers;
  }

  CompletionStage<ListAnswer> list(GroupWish group, ListRequest request, Duration timeout) {
    Until until = Until.in(timeout);
    List<CompletableFuture<UserEntity.Profile>> asked = new ArrayList<>();
    for (UserId user : group.users()) {
      asked.add(profiles.get(user, Optional.empty(), timeout.dividedBy(2)).toCompletableFuture());
    }
    return ranker.orPopular(
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
            .thenCompose(
                done -> {
                  List<UserEntity.Profile> all =
                      asked.stream().map(CompletableFuture::join).toList();
                  List<UserEntity.Profile> known =
                      all.stream().filter(UserEntity.Profile::isKnown).toList();
                  List<UserId> unknown =
                      all.stream()
                          .filter(user -> !user.isKnown())
                          .map(UserEntity.Profile::user)
                          .toList();
                  Question question =
                      known.isEmpty() ? Question.popular() : question(known, group.aggregate());
                  return ranker
                      .list(question, request, until.left())
                      .thenApply(answer -> answer.withUnknownUsers(unknown));
                }),
        request,
        until);
  }

  private Question question(List<UserEntity.Profile> members, GroupWish.Aggregate aggregate) {
    Set<ItemId> seen = new HashSet<>();
    members.forEach(member -> seen.addAll(member.seen()));
    FactorVector mean = mean(members);
    Question question =
        new Question(
            new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, mean),
            seen,
            Strategy.GROUP,
            true,
            List.of(),
            answers.shown(base(members)));
    return switch (aggregate) {
      case MEAN -> question;
      case LEAST_MISERY -> question.rescored(least(members, mean));
    };
  }

  static FactorVector mean(List<UserEntity.Profile> members) {
    int factors = members.get(0).factors().vector().length();
    float[] mean = new float[factors];
    for (int f = 0; f < factors; f++) {
      double sum = 0;
      for (int m = 0; m < members.size(); m++) {
        sum += members.get(m).factors().vector().get(f);
      }
      mean[f] = (float) (sum / members.size());
    }
    return FactorVector.wrap(mean);
  }

  private static double base(UserEntity.Profile member) {
    return (double) member.mean() + member.factors().bias();
  }

  private static double base(List<UserEntity.Profile> members) {
    return members.stream().mapToDouble(GroupLists::base).average().orElseThrow();
  }

  /** From the score by the mean to that of the member who likes the item least. */
  static UnaryOperator<Hit> least(List<UserEntity.Profile> members, FactorVector mean) {
    double base = base(members);
    return hit -> {
      Hit.Detail detail = hit.detail();
      if (detail == null) {
        return hit; // from a node of an earlier version
      }
      double least = Double.POSITIVE_INFINITY;
      for (UserEntity.Profile member : members) {
        double own = base(member) - base + member.factors().vector().dot(detail.vector());
        least = Math.min(least, own);
      }
      return hit.withScore(hit.score() - mean.dot(detail.vector()) + least);
    };
  }
}
