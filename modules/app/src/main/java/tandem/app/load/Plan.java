package tandem.app.load;

import tandem.loadgen.run.Schedule;

/**
 * What is done when.
 *
 * @param events are sent
 * @param reads are asked for
 * @param probes are sent and looked for
 */
record Plan(Schedule events, Schedule reads, Schedule probes) {

  /** The length of the longest, in nanoseconds. */
  long length() {
    return Math.max(events.length(), Math.max(reads.length(), probes.length()));
  }

  double seconds() {
    return length() / 1e9;
  }

  /** Whether only brokers are needed. */
  boolean needsHttp(boolean isKafka) {
    return reads.size() > 0 || probes.size() > 0 || (!isKafka && events.size() > 0);
  }
}
