package tandem.app.evaluate;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a run is. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress NONE = () -> {};

  /** One event more is done. */
  void step();

  /** Something else than an event is being done, which takes a while. */
  default void say(String what) {}

  @Override
  default void close() {}

  /** A bar on standard error. */
  static Progress bar(String task, long events) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(events)
            .setStyle(ProgressBarStyle.ASCII)
            .build();
    return new Progress() {
      @Override
      public void step() {
        bar.step();
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }
}
