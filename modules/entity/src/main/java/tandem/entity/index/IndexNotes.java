package tandem.entity.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tandem.protocol.ItemDescription;
import tandem.ranking.Counts;
import tandem.ranking.Notes;

/**
 * Notes of the items of a block in columns, of which those that say nothing are not there: some 4
 * bytes an item where no item is described or removed, 10 with descriptions.
 */
final class IndexNotes implements Notes<IndexNote> {

  private static final byte PLAIN = flags(false, true, true);

  private int slots;
  private final Counts sequences;
  private final Counts events;
  private ItemDescription @Nullable [] descriptions; // null for NONE
  private byte @Nullable [] flags; // null while all are plain
  private int @Nullable [] seconds; // null while all are as numbered

  /** Of so many slots. */
  IndexNotes(int slots) {
    this.slots = slots;
    this.sequences = new Counts(slots);
    this.events = new Counts(slots);
  }

  /** What the owner of the catalogue said of the item in a slot. */
  ItemDescription description(int slot) {
    ItemDescription description = descriptions == null ? null : descriptions[slot];
    return description == null ? ItemDescription.NONE : description;
  }

  @Override
  public IndexNote get(int slot) {
    byte flag = flags == null ? PLAIN : flags[slot];
    return new IndexNote(
        sequences.at(slot),
        events.at(slot),
        description(slot),
        (flag & 1) != 0,
        (flag & 2) != 0,
        (flag & 4) != 0,
        seconds == null ? IndexNote.AS_NUMBERED : seconds[slot]);
  }

  private static byte flags(boolean removed, boolean listed, boolean always) {
    return (byte) ((removed ? 1 : 0) | (listed ? 2 : 0) | (always ? 4 : 0));
  }

  @Override
  public void set(int slot, IndexNote note) {
    sequences.put(slot, note.sequence());
    events.put(slot, note.events());
    describe(slot, note.description());
    flag(slot, flags(note.removed(), note.listed(), note.always()));
    date(slot, note.second());
  }

  private void describe(int slot, ItemDescription description) {
    boolean plain = description.equals(ItemDescription.NONE);
    if (descriptions == null && !plain) {
      descriptions = new ItemDescription[slots];
    }
    if (descriptions != null) {
      descriptions[slot] = plain ? null : description;
    }
  }

  private void flag(int slot, byte flag) {
    if (flags == null && flag != PLAIN) {
      flags = new byte[slots];
      Arrays.fill(flags, PLAIN);
    }
    if (flags != null) {
      flags[slot] = flag;
    }
  }

  private void date(int slot, int second) {
    if (seconds == null && second != IndexNote.AS_NUMBERED) {
      seconds = new int[slots];
      Arrays.fill(seconds, IndexNote.AS_NUMBERED);
    }
    if (seconds != null) {
      seconds[slot] = second;
    }
  }

  @Override
  public void clear(int slot) {
    describe(slot, ItemDescription.NONE);
  }

  @Override
  public void resize(int more) {
    sequences.resize(more);
    events.resize(more);
    descriptions = descriptions == null ? null : Arrays.copyOf(descriptions, more);
    if (flags != null) {
      flags = Arrays.copyOf(flags, more);
      Arrays.fill(flags, slots, more, PLAIN);
    }
    if (seconds != null) {
      seconds = Arrays.copyOf(seconds, more);
      Arrays.fill(seconds, slots, more, IndexNote.AS_NUMBERED);
    }
    slots = more;
  }
}
