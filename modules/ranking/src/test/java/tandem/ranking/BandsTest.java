package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BandsTest {

  private static final int ROOM = 5_000;

  private final Bands bands = new Bands();
  private final int[] bandOf = new int[ROOM]; // by what is in a slot
  private final Bands.Mover mover = (from, to) -> bandOf[to] = bandOf[from];

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void slots_opened_shiftedAndClosed_areInTheBandThatWasAskedFor(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 20_000; step++) {
      int size = bands.size();
      int band = random.nextInt(Bands.COUNT);
      if (size == 0 || (size < ROOM && random.nextInt(3) == 0)) {
        bandOf[bands.open(band, mover)] = band;
        assertThat(bands.size()).isEqualTo(size + 1);
      } else if (random.nextInt(3) == 0) {
        bands.close(random.nextInt(size), mover);
        assertThat(bands.size()).isEqualTo(size - 1);
      } else {
        int slot = random.nextInt(size);
        bandOf[bands.shift(slot, bands.of(slot), band, mover)] = band;
      }
    }

    for (int slot = 0; slot < bands.size(); slot++) {
      assertThat(bands.of(slot)).isEqualTo(bandOf[slot]);
    }
  }

  @Test
  void wanted_settledByASample_isTheLastBandForHalfOfIt() {
    assertThat(bands.wanted(1e9f, 1e9f)).isEqualTo(Bands.COUNT - 1); // not settled yet

    float[] keys = new float[4096];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = 4096 - i;
    }
    bands.settle(keys);

    assertThat(bands.wanted(2048, 0)).isEqualTo(Bands.COUNT - 1);
    assertThat(bands.wanted(2049, 0)).isEqualTo(Bands.COUNT - 2);
    assertThat(bands.wanted(4096, 0)).isZero();
  }

  @Test
  void key_weighed_isByTheLengthOfTheQueriesThatCame() {
    assertThat(bands.key(1, 2)).isEqualTo(3);
    for (int query = 0; query < 100; query++) {
      bands.queried(5);
    }
    assertThat(bands.isOff()).isTrue();

    bands.weigh();

    assertThat(bands.isOff()).isFalse();
    assertThat(bands.key(1, 2)).isEqualTo(11);
  }
}
