package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.ItemDescription;

class IndexNotesTest {

  private static final int SLOTS = 64;

  /** From what most items are to what few are, and with numbers of all sizes. */
  private static IndexNote note(Random random, int odd) {
    boolean plain = random.nextInt(100) >= odd;
    Instant until = random.nextBoolean() ? Instant.ofEpochSecond(random.nextInt()) : null;
    ItemDescription description =
        new ItemDescription(
            "t" + random.nextInt(),
            List.of(),
            false,
            Attributes.NONE,
            new Availability(null, until));
    return new IndexNote(
        number(random, odd),
        number(random, odd),
        plain ? ItemDescription.NONE : description,
        !plain && random.nextBoolean(),
        plain || random.nextBoolean(),
        plain || until == null,
        plain ? IndexNote.AS_NUMBERED : random.nextInt());
  }

  private static long number(Random random, int odd) {
    return random.nextInt(100) < odd
        ? random.nextLong() >>> (1 + random.nextInt(62))
        : random.nextInt(1 << 16);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50})
  void notes_ofAllKinds_areWhatWasSet(int odd) {
    Random random = new Random(odd);
    IndexNotes notes = new IndexNotes(SLOTS);
    List<IndexNote> plain = new ArrayList<>();
    for (int slots = SLOTS; slots <= 4 * SLOTS; slots *= 2) {
      while (plain.size() < slots) {
        plain.add(note(random, odd));
        notes.set(plain.size() - 1, plain.get(plain.size() - 1));
      }
      for (int step = 0; step < 500; step++) {
        int slot = random.nextInt(slots);
        plain.set(slot, note(random, odd));
        notes.clear(slot);
        notes.set(slot, plain.get(slot));
      }
      for (int slot = 0; slot < slots; slot++) {
        assertThat(notes.get(slot)).isEqualTo(plain.get(slot));
      }
      notes.resize(2 * slots);
    }
  }
}
