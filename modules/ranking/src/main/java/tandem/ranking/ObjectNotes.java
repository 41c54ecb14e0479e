package tandem.ranking;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Notes as the objects that they are: 4 bytes each, beside what they take themselves. */
final class ObjectNotes<T> implements Notes<T> {

  private @Nullable Object[] notes;

  ObjectNotes(int slots) {
    notes = new Object[slots];
  }

  @Override
  @SuppressWarnings("unchecked") // set() writes nothing else
  public T get(int slot) {
    return (T) Objects.requireNonNull(notes[slot]);
  }

  @Override
  public void set(int slot, T note) {
    notes[slot] = note;
  }

  @Override
  public void clear(int slot) {
    notes[slot] = null;
  }

  @Override
  public void resize(int slots) {
    notes = Arrays.copyOf(notes, slots);
  }
}
