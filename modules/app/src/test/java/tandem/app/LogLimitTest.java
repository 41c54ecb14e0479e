package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogLimitTest {

  private final Exception failure = new IllegalStateException("away");
  private final AtomicLong nanos = new AtomicLong();
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Logger logger;

  @BeforeEach
  void start() {
    context.addTurboFilter(new LogLimit(nanos::get));
    lines.start();
    context.getLogger("ROOT").addAppender(lines);
    logger = context.getLogger("journal");
  }

  @Test
  void error_manyFailures_showsFewAndThenTheNumber() {
    fail(LogLimit.SHOWN + 37);
    assertThat(lines.list).hasSize(LogLimit.SHOWN);

    nanos.addAndGet(LogLimit.WINDOW.toNanos() + 1);
    fail(1);
    assertThat(texts())
        .hasSize(LogLimit.SHOWN + 2)
        .contains("37 more failures like these were not shown.");
  }

  @Test
  void error_fewFailures_showsThemAndNoNumber() {
    fail(LogLimit.SHOWN);
    nanos.addAndGet(LogLimit.WINDOW.toNanos() + 1);
    fail(1);

    assertThat(texts()).hasSize(LogLimit.SHOWN + 1).containsOnly("an entity fails");
  }

  @Test
  void error_failureAmongTheArguments_counts() {
    for (int n = 0; n <= LogLimit.SHOWN; n++) {
      logger.error("{} fails", "an entity", failure);
    }
    assertThat(lines.list).hasSize(LogLimit.SHOWN);
  }

  @Test
  void info_manyLinesWithoutFailure_showsAll() {
    for (int n = 0; n < 100; n++) {
      logger.info("line {}", n);
    }
    assertThat(lines.list).hasSize(100);
  }

  @Test
  void error_ofAnotherLoggerOrCause_isShown() {
    fail(LogLimit.SHOWN + 1);
    context.getLogger("index").error("another logger", failure);
    logger.error("another cause", new IllegalStateException(new ArithmeticException()));

    assertThat(texts()).contains("another logger", "another cause");
  }

  private void fail(int times) {
    for (int n = 0; n < times; n++) {
      logger.error("an entity fails", failure);
    }
  }

  private List<String> texts() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
