package tandem.ranking;

/**
 * What is noted of the items of a block, by slot, 0 to the number of slots - 1. A slot that nothing
 * was set in, or that was cleared, is not read.
 *
 * @param <T> the notes: immutable
 */
public interface Notes<T> {

  /** The note in a slot, or an equal one. */
  T get(int slot);

  /** Notes in a slot. */
  void set(int slot, T note);

  /** Forgets what was in a slot. */
  void clear(int slot);

  /** Has so many slots, more than before, from now on. */
  void resize(int slots);
}
