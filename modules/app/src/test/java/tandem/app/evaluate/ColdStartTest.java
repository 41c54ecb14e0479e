package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.evaluate.Events.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tandem.app.dataset.ItemTitle;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

class ColdStartTest {

  private static final String[] GENRES = {"space", "love"};
  private static final int USERS = 60;
  private static final int ITEMS = 200;

  private final List<Interaction> events = new ArrayList<>();
  private final List<ItemTitle> titles = new ArrayList<>();

  /** Users who like one genre and rate it high; items come one after the other. */
  ColdStartTest() {
    Random random = new Random(4);
    for (int item = 0; item < ITEMS; item++) {
      String genre = GENRES[item % 2];
      titles.add(new ItemTitle(new ItemId("i" + item), "Title " + item, List.of(genre)));
      for (int n = 0; n < 12; n++) {
        int user = random.nextInt(USERS);
        boolean likes = GENRES[user % 2].equals(genre);
        events.add(event("u" + user, "i" + item, likes ? 5.0 : 1.0, events.size()));
      }
    }
  }

  @Test
  void items_tasteThatFollowsContent_isForeseenAtTheFirstEvent() {
    List<Row> rows = coldStart(ModelSettings.rating()).items("made", EventLog.of(events)).rows();

    double random = rows.get(0).mean("RMSE, event 1");
    assertThat(rows).extracting(Row::model).hasSize(3).startsWith("random start");
    assertThat(rows.get(1).mean("RMSE, event 1")).isLessThan(0.9 * random);
    assertThat(rows.get(2).mean("RMSE, event 1")).isLessThan(0.9 * random);
  }

  @Test
  void items_preference_ranksNewItemsOfTheRightKindHigher() {
    List<Row> rows =
        coldStart(ModelSettings.preference()).items("made", EventLog.of(events)).rows();

    assertThat(rows.get(1).mean("recall@20, event 1"))
        .isGreaterThan(rows.get(0).mean("recall@20, event 1"));
    for (Row row : rows) {
      assertThat(row.mean("recall@20 of all, event 1"))
          .isLessThanOrEqualTo(row.mean("recall@20, event 1"));
    }
  }

  @Test
  void items_titlesThatAreMissing_startAtRandom() {
    titles.clear();

    List<Row> rows = coldStart(ModelSettings.rating()).items("made", EventLog.of(events)).rows();

    assertThat(rows.get(2).mean("RMSE, event 1")).isEqualTo(rows.get(0).mean("RMSE, event 1"));
  }

  @Test
  void users_eachWay_isMeasuredOnTheSameEvents() {
    List<Row> rows =
        coldStart(ModelSettings.preference()).users("made", EventLog.of(events)).rows();

    assertThat(rows)
        .extracting(Row::model)
        .contains("learned step by step", "folded in, ridge 1.0", "popularity, half-life 1000");
    for (Row row : rows) {
      assertThat(row.metrics()).containsExactly("recall@20 after 1", "2", "3", "4 to 5", "6 to 10");
      assertThat(row.mean("recall@20 after 1")).isBetween(0.0, 1.0);
    }
  }

  private ColdStart coldStart(ModelSettings settings) {
    return new ColdStart(
        settings,
        InteractionRules.defaults(),
        1,
        20,
        1_000,
        new ColdStart.Content(titles, 8, 1, 100),
        (task, count) -> Progress.NONE);
  }
}
