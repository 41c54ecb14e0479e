package tandem.app.list;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import tandem.entity.index.IndexQuery;
import tandem.model.ItemId;
import tandem.model.TrendWindows;
import tandem.protocol.http.Strategy;

/** Questions for what happens at present: the same whoever asks, but for what is left out. */
final class Timely {

  private static final double MILLIS = 1_000;

  private final TrendWindows windows;
  private final InstantSource clock;

  Timely(TrendWindows windows, InstantSource clock) {
    this.windows = windows;
    this.clock = clock;
  }

  /** The windows that there are, first the one that is meant where none is named. */
  List<Duration> windows() {
    return windows.all();
  }

  /** What most has happened to within one of the windows; scores are shown as events. */
  Question trending(Duration window, Collection<ItemId> exclude, boolean known) {
    Instant now = clock.instant();
    return new Question(
        IndexQuery.byTrend(TrendWindows.minutes(window)),
        Set.copyOf(exclude),
        Strategy.TRENDING,
        known,
        List.of(),
        score -> windows.eventsAt(window, score, now));
  }

  /** What came last; scores are shown as epoch seconds. */
  Question latest(Collection<ItemId> exclude, boolean known) {
    return new Question(
        IndexQuery.byTime(),
        Set.copyOf(exclude),
        Strategy.LATEST,
        known,
        List.of(),
        score -> score / MILLIS);
  }
}
