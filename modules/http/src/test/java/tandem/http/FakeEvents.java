package tandem.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;
import tandem.protocol.http.LogProgress;

/** A log in memory, of one partition. */
final class FakeEvents implements EventPort {

  static final int EPOCH = 3;
  static final int PARTITION = 5;

  private final Fakes fakes;
  private final List<Interaction> log = new CopyOnWriteArrayList<>();

  FakeEvents(Fakes fakes) {
    this.fakes = fakes;
  }

  List<Interaction> log() {
    return log;
  }

  void clear() {
    log.clear();
  }

  @Override
  public CompletionStage<List<RecordId>> publish(List<Interaction> events, Duration timeout) {
    return fakes.answer(
        () -> {
          List<RecordId> records = new ArrayList<>();
          for (Interaction event : events) {
            records.add(new RecordId(EPOCH, PARTITION, log.size()));
            log.add(event);
          }
          return records;
        });
  }

  /** Two records wait, if there are as many. */
  @Override
  public CompletionStage<List<LogProgress.Partition>> progress(Duration timeout) {
    return fakes.answer(
        () ->
            List.of(new LogProgress.Partition(PARTITION, log.size(), Math.max(0, log.size() - 2))));
  }
}
