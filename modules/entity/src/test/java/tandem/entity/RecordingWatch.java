package tandem.entity;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, in words, and how long things took. */
public final class RecordingWatch implements EntityWatch {

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Long> nanos = new CopyOnWriteArrayList<>();

  /** What was told that begins with one of these words. */
  public List<String> told(String... words) {
    return told.stream().filter(line -> Arrays.stream(words).anyMatch(line::startsWith)).toList();
  }

  /** All durations. */
  public List<Long> nanos() {
    return nanos;
  }

  @Override
  public void recovered(long took) {
    nanos.add(took);
    told.add("recovered");
  }

  @Override
  public void unread(boolean damaged) {
    told.add("unread " + damaged);
  }

  @Override
  public void written(int rows, int gathered, long took) {
    nanos.add(took);
    told.add("written " + rows + " of " + gathered);
  }

  @Override
  public void writeFailed() {
    told.add("write failed");
  }

  @Override
  public void exchanged(long took) {
    nanos.add(took);
    told.add("exchanged");
  }

  @Override
  public void rated(double rating, double predicted, double mean) {
    told.add("rated %.3f as %.3f, mean %.3f".formatted(rating, predicted, mean));
  }

  @Override
  public void dropped() {
    told.add("dropped");
  }

  @Override
  public void visible(long appended) {
    told.add("visible " + appended);
  }

  @Override
  public void holds(int partition, int items, int listed) {
    told.add("holds %d: %d %d".formatted(partition, items, listed));
  }

  @Override
  public void left(int partition) {
    told.add("left " + partition);
  }

  @Override
  public void searched(long took, int queries) {
    nanos.add(took);
    told.add("searched for " + queries);
  }

  @Override
  public void listed(int missing, long took) {
    nanos.add(took);
    told.add("listed without " + missing);
  }
}
