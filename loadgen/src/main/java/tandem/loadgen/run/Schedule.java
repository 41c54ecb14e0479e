package tandem.loadgen.run;

/**
 * When things are due: a plan made before, that what happens can't change. So whoever is slow is
 * not waited for, and the delays stay visible (G. Tene, "How NOT to Measure Latency", 2015, on
 * coordinated omission).
 */
public interface Schedule {

  /** When thing {@code n}, from 0, is due: nanoseconds from the start, never less than before. */
  long due(long n);

  /** How many things there are until the end. */
  long size();

  /** How long it takes, in nanoseconds. */
  long length();
}
