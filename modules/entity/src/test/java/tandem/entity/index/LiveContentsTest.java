package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.protocol.ItemDescription;

class LiveContentsTest {

  private static final int FACTORS = 256;
  private static final int QUICK = 512; // items, of 2^17 factors together

  private final LiveContents contents =
      IndexFixture.contents(new Sgd(ModelSettings.rating().withFactors(FACTORS)));

  private static IndexedItem item(int n) {
    return new IndexedItem(
        new ItemId("i" + n),
        1,
        FactorVector.wrap(new float[FACTORS]),
        0f,
        0,
        0,
        ItemDescription.NONE,
        false);
  }

  @Test
  void isQuick_untilThereAreTooManyFactors() {
    for (int n = 0; n < QUICK; n++) {
      contents.keep(item(n));
    }
    contents.loaded();
    assertThat(contents.isQuick()).isTrue();
    contents.move(new IndexPartition.Moved(item(QUICK), 0));
    assertThat(contents.isQuick()).isFalse();
  }

  @Test
  void takeChanged_isWhatMovedSinceItWasTaken() {
    contents.loaded();
    contents.move(new IndexPartition.Moved(item(0), 0));
    contents.move(new IndexPartition.Moved(item(0), 0)); // known
    contents.move(new IndexPartition.Moved(item(1), 0));
    List<ItemId> taken = contents.takeChanged();
    assertThat(taken).containsExactly(item(0).id(), item(1).id());
    assertThat(contents.takeChanged()).isEmpty();

    contents.changed(taken.subList(0, 1));
    assertThat(contents.takeChanged()).containsExactly(item(0).id());
  }
}
