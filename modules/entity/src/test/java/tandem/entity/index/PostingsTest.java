package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.model.ItemId;

class PostingsTest {

  /** Keys that are close together collide, as no hash would. */
  @ParameterizedTest
  @CsvSource({"10, 30", "200, 5", "3000, 2"})
  void postings_randomAddsAndRemovals_agreeWithAMap(int keys, int most) {
    Random random = new Random(keys);
    List<ItemId> ids = IntStream.range(0, 100).mapToObj(n -> new ItemId("i" + n)).toList();
    Postings postings = new Postings();
    Map<Integer, Set<ItemId>> map = new HashMap<>();
    for (int step = 0; step < 40_000; step++) {
      int key = random.nextInt(keys) * 3;
      ItemId id = ids.get(random.nextInt(ids.size()));
      Set<ItemId> those = map.computeIfAbsent(key, none -> new LinkedHashSet<>());
      if (those.add(id)) {
        postings.add(key, id, most);
      } else if (random.nextInt(4) > 0) {
        those.remove(id);
        postings.remove(key, id);
      }
      assertThat(postings.count(key)).isEqualTo(those.size());
      if (!postings.isHeld(key) && random.nextInt(50) == 0) {
        postings.gathered(key, new ArrayList<>(those));
        assertThat(postings.isHeld(key)).isTrue();
      }
      if (postings.isHeld(key)) {
        assertThat(postings.items(key)).containsExactlyInAnyOrderElementsOf(those);
      }
    }
    map.forEach((key, those) -> assertThat(postings.count(key)).isEqualTo(those.size()));
  }
}
