package tandem.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tandem.protocol.kafka.Rejection.Reason;

/** What the log has accepted: the truth that the audit compares with. Used by several threads. */
final class Account {

  private final List<String> events = new ArrayList<>();
  private final Map<Reason, Integer> poison = new EnumMap<>(Reason.class);

  /** The log has it. */
  synchronized void accepted(MadeRecord record) {
    if (record.rejected().isPresent()) {
      poison.merge(record.rejected().get(), 1, Integer::sum);
    } else {
      events.add(String.valueOf(record.value()));
    }
  }

  /** So many events were rejected, and sent again as records of their own. */
  synchronized void redriven(Reason reason, int count) {
    poison.merge(reason, count, Integer::sum);
  }

  /** Events and others. */
  synchronized int records() {
    return events.size() + rejected();
  }

  /** How many records were rejected. */
  synchronized int rejected() {
    return poison.values().stream().mapToInt(n -> n).sum();
  }

  /** The same by reason. */
  synchronized Map<Reason, Integer> rejectedByReason() {
    return new EnumMap<>(poison);
  }

  /** Writes the file of {@code ./tandem audit --truth}. */
  synchronized Path write(Path file) {
    try {
      return Files.write(
          file, events, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
