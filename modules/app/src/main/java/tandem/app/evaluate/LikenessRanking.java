package tandem.app.evaluate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tandem.model.FactorVector;
import tandem.model.Factors;

/**
 * By likeness to what the user took last: the strategies {@code neighbours} and {@code content}.
 * What lies nowhere is -infinity, and so is everything for a user none of whose items lies
 * anywhere.
 */
final class LikenessRanking implements RankingModel {

  private final EventLog log;
  private final ItemColumns columns;
  private final NewestItems.Place place;
  private final int length;
  private final NewestItems newest = new NewestItems();

  private LikenessRanking(EventLog log, ItemColumns columns, NewestItems.Place place, int length) {
    this.log = log;
    this.columns = columns;
    this.place = place;
    this.length = length;
  }

  /** Of the learned vectors, which another model moves, and keeps in {@code columns} too. */
  static LikenessRanking ofLearned(
      EventLog log, FactorTable factors, ItemColumns columns, int length) {
    return new LikenessRanking(log, columns, item -> factors.item(item).vector(), length);
  }

  /** Of the descriptions. */
  static LikenessRanking ofContent(EventLog log, ItemContent content) {
    int length = content.dimensions();
    FactorVector nowhere = FactorVector.wrap(new float[length]);
    NewestItems.Place place =
        item -> {
          @Nullable FactorVector where = content.coordinates(item);
          return where == null ? nowhere : where;
        };
    ItemColumns columns = new ItemColumns(log.itemCount(), length);
    for (int item = 0; item < log.itemCount(); item++) {
      columns.set(item, new Factors(place.of(item), 0f, 0f, 0));
    }
    return new LikenessRanking(log, columns, place, length);
  }

  @Override
  public void score(int user, float[] scores, int count) {
    FactorVector query = newest.sum(user, place, length);
    if (query.isZero()) {
      Arrays.fill(scores, 0, count, Float.NEGATIVE_INFINITY);
    } else {
      columns.cosines(query, scores, count);
    }
  }

  @Override
  public Scale scale() {
    return Scale.COSINE;
  }

  @Override
  public void learn(int e) {
    newest.add(log.user(e), log.item(e));
  }
}
