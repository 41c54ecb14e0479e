package tandem.app.content;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs a task after some time, then after twice as long each time, up to the longest. */
final class SlowingTimer {

  private final ActorSystem<?> system;
  private final Duration longest;
  private final Runnable task;
  private @Nullable Cancellable next;
  private boolean cancelled;

  private SlowingTimer(ActorSystem<?> system, Duration longest, Runnable task) {
    this.system = system;
    this.longest = longest;
    this.task = task;
  }

  /** One that runs; {@code task} must not block. */
  static SlowingTimer start(
      ActorSystem<?> system, Duration first, Duration longest, Runnable task) {
    SlowingTimer timer = new SlowingTimer(system, longest, task);
    timer.after(first);
    return timer;
  }

  private synchronized void after(Duration delay) {
    if (!cancelled) {
      Duration shorter = delay.compareTo(longest) < 0 ? delay : longest;
      next =
          system.scheduler().scheduleOnce(shorter, () -> run(shorter), system.executionContext());
    }
  }

  private void run(Duration delay) {
    after(delay.multipliedBy(2));
    task.run();
  }

  /** Ends it; a run that has begun goes on. */
  synchronized void cancel() {
    cancelled = true;
    if (next != null) {
      next.cancel();
    }
  }
}
