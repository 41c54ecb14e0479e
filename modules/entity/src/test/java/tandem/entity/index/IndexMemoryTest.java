package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tandem.model.CooccurrenceChange;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.protocol.journal.ItemEvent;

/** What a partition of a catalogue of 1,000,000 items holds of them. */
class IndexMemoryTest {

  private static final int ITEMS = 1_000_000 / 16;
  private static final int FACTORS = 50;
  private static final int[] WINDOWS = {60, 1_440};
  private static final long NOW = 1_795_910_400;
  private static final int LAST_DAYS = 100 * 86_400;

  private final SplittableRandom random = new SplittableRandom(5);

  /** By Zipf's law, to ten million. */
  private long events() {
    return 1L + 10_000_000 / (1 + random.nextInt(16 * ITEMS));
  }

  private double heat(long second, double halfLife) {
    return second / halfLife + 10 * random.nextDouble();
  }

  private ItemEvent learned() {
    long second = NOW - random.nextInt(LAST_DAYS);
    double[] heats = new double[WINDOWS.length];
    for (int w = 0; w < heats.length; w++) {
      heats[w] = heat(second, WINDOWS[w] * 60.0 / 4);
    }
    return new ItemEvent.Learned(
        List.of(),
        new Factors(
            FactorVector.wrap(new float[FACTORS]), (float) random.nextDouble(), 0f, events()),
        heat(second, 7 * 86_400),
        Recency.of(second - random.nextInt(1_000_000), WINDOWS.clone(), heats),
        CooccurrenceChange.NONE);
  }

  @Test
  void items_withTwoWindows_takeLittleMoreThanTheirFactors() {
    IndexContents index = new IndexContents(new Sgd(ModelSettings.rating().withFactors(FACTORS)));
    for (int i = 0; i < ITEMS; i++) {
      index.apply(new ItemId("i" + i), events(), learned());
    }

    double floats = 4.0 * FACTORS * ITEMS;
    double held = HeapSize.of(index, ItemId.class::isInstance);
    double references = 4.0 * ITEMS; // to the ids
    assertThat(held / floats).isLessThan(1.165);
    assertThat((held - references) / floats).isLessThan(1.15);
  }
}
