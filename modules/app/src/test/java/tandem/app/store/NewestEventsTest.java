package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.entity.index.IndexStore.Change;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Recency;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;

final class NewestEventsTest {

  private static final Factors FACTORS = new Factors(FactorVector.of(1f), 0f, 0f, 1);
  private static final Cooccurrence FIRST = row(Cooccurrence.NONE, "x");
  private static final Cooccurrence SECOND = row(FIRST, "y");

  private static Cooccurrence row(Cooccurrence before, String recent) {
    return before.add(List.of(new ItemId(recent)), CooccurrenceSettings.defaults());
  }

  private static Change learned(String item, long sequence, Cooccurrence from, Cooccurrence to) {
    return new Change(
        new ItemId(item),
        sequence,
        new ItemEvent.Learned(List.of(), FACTORS, 0, Recency.UNKNOWN, to.since(from)));
  }

  @Test
  void add_severalItems_keepsTheirRowsApart() {
    NewestEvents events = new NewestEvents();
    events.add(learned("a", 1, Cooccurrence.NONE, FIRST));
    events.add(learned("a", 2, FIRST, SECOND));
    events.add(learned("b", 5, FIRST, SECOND));

    List<Change> all = events.all();
    assertThat(all).hasSize(2);
    assertThat(all.get(0).sequence()).isEqualTo(2);
    assertThat(((ItemEvent.Learned) all.get(0).event()).row().cells()).isEqualTo(SECOND);
    assertThat(all.get(1)).isEqualTo(learned("b", 5, FIRST, SECOND));
  }

  @Test
  void add_base_beginsTheRowAnew() {
    ItemEvent base =
        new ItemEvent.Based(
            new ItemSnapshot(
                FACTORS, 0, List.of(), ItemDescription.NONE, false, Recency.UNKNOWN, FIRST),
            Accounted.NOTHING);
    NewestEvents events = new NewestEvents();
    events.add(new Change(new ItemId("a"), 3, base));
    events.add(learned("a", 4, FIRST, SECOND));

    assertThat(events.all())
        .containsExactly(new Change(new ItemId("a"), 3, base), learned("a", 4, FIRST, SECOND));
  }
}
