package tandem.app.past;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.Index;
import tandem.entity.index.IndexContents;
import tandem.entity.index.IndexQuery;
import tandem.entity.user.UserState;
import tandem.http.ListAnswer;
import tandem.http.PastList;
import tandem.model.ItemId;

/**
 * All items and one user as of a moment.
 *
 * @param asOf the moment
 * @param contents the items
 * @param user the state of the user
 */
record Past(Instant asOf, IndexContents contents, UserState user) {

  /** The list that the user would have got. */
  PastList forUser(Answers answers, int k) {
    if (user.seen().isEmpty()) {
      return list(Answers.popular(top(IndexQuery.byHeat(), k, Set.of())));
    }
    Index.Ranked best = top(Answers.query(user.factors()), k, Set.copyOf(user.seen().keySet()));
    return list(answers.forUser(best, user.factors(), user.mean()));
  }

  /** The items that were most like {@code item}; empty if it was not known or removed. */
  Optional<PastList> similar(ItemId item, int k) {
    return contents
        .find(item)
        .filter(known -> !known.removed())
        .map(known -> list(Answers.similar(top(Answers.query(known), k, Set.of(item)))));
  }

  private Index.Ranked top(IndexQuery query, int k, Set<ItemId> exclude) {
    List<Hit> hits = contents.topK(query, k, exclude, asOf);
    return new Index.Ranked(hits, List.of(), 1);
  }

  private PastList list(ListAnswer answer) {
    return new PastList(asOf, contents.size(), answer);
  }
}
