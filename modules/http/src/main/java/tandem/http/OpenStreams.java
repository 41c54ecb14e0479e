package tandem.http;

import akka.NotUsed;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The streams that are open on a server: not too many, and all end when the node does. */
final class OpenStreams {

  private static final Duration LATER = Duration.ofSeconds(10);

  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final SharedKillSwitch end = KillSwitches.shared("streams");
  private final RequestListener listener;

  /**
   * None yet.
   *
   * @param most how many at once, above 0; those that are just being opened may come on top
   * @param listener is told of each
   */
  OpenStreams(int most, RequestListener listener) {
    this.most = most;
    this.listener = listener;
  }

  /** Refuses when there are enough. */
  void requireRoom() {
    if (open.get() >= most) {
      throw ProblemException.tooMany("The node has as many streams as it takes at once.", LATER);
    }
  }

  /** The same stream, which counts from when it runs until it ends, for whatever reason. */
  <T> Source<T, NotUsed> counted(Source<T, NotUsed> stream) {
    return stream
        .via(end.flow())
        .watchTermination(
            (unused, done) -> {
              count(1);
              done.whenComplete((ended, failure) -> count(-1));
              return unused;
            });
  }

  private void count(int more) {
    open.addAndGet(more);
    listener.streams(more);
  }

  /** Ends all, and those that are opened later. */
  void end() {
    end.shutdown();
  }
}
