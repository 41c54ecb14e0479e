package tandem.app.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import tandem.app.dataset.InteractionLines;
import tandem.app.dataset.RatingScale;
import tandem.app.dataset.RatingsFile;
import tandem.app.feed.RatingMap;
import tandem.loadgen.run.Recorded;
import tandem.model.UserId;
import tandem.protocol.Interaction;

/** The events of a file in the order of time, each as it was, to be sent at their distances. */
final class Recording {

  private final List<Interaction> events;

  private Recording(List<Interaction> events) {
    this.events = events;
  }

  /** Reads a file; its ratings are mapped to the scale of the nodes. */
  static Recording of(Path file, RatingScale nodes) throws IOException {
    RatingsFile ratings = RatingsFile.open(file);
    RatingMap map = new RatingMap(ratings.scale().orElse(nodes), nodes);
    List<Interaction> events = new ArrayList<>();
    try (InteractionLines lines = ratings.interactions()) {
      lines.forEachRemaining(event -> events.add(map.apply(event)));
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (events.isEmpty()) {
      throw new IOException(file + " has no events.");
    }
    events.sort(Comparator.comparing(Interaction::timestamp));
    return new Recording(events);
  }

  /** When they are due. */
  Recorded schedule(double speed) {
    return new Recorded(
        events.stream().mapToLong(event -> event.timestamp().toEpochMilli()).toArray(), speed);
  }

  /** One after the other, whatever the moment is. For one thread. */
  Function<Instant, Interaction> events() {
    var next = events.iterator();
    return moment -> next.next();
  }

  /** Their users, as often as they occur, again and again. For one thread. */
  Supplier<UserId> readers() {
    return new Supplier<>() {
      private int next;

      @Override
      public UserId get() {
        UserId user = events.get(next).user();
        next = (next + 1) % events.size();
        return user;
      }
    };
  }
}
