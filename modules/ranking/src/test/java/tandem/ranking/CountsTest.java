package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountsTest {

  /** Up to so many bits, a few of them at first, with more slots on the way. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 15, 16, 31, 32, 33, 55, 56, 57, 58, 62, 63})
  void counts_ofSoManyBits_areExactlyWhatWasSet(int bits) {
    Random random = new Random(bits);
    Counts counts = new Counts(13);
    long[] plain = new long[13];
    for (int step = 0; step < 2_000; step++) {
      int slot = random.nextInt(plain.length);
      long any = random.nextLong() >>> (Long.SIZE - bits);
      plain[slot] = step < 100 ? any & 1 : any;
      counts.put(slot, plain[slot]);
      if (step == 1_000) {
        plain = Arrays.copyOf(plain, 64);
        counts.resize(64);
      }
      for (int s = 0; s < plain.length; s++) {
        assertThat(counts.at(s)).isEqualTo(plain[s]);
      }
    }
  }
}
