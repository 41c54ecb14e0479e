package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The two forms of the program's log, as its own logback.xml has them. */
final class LogFormatTest {

  private static final String FORGED = "12:00:00.000 ERROR tandem.app.Node - all is lost";
  private static final String ID = "u1\r\n" + FORGED + "\n\r\u001b[2J\u0085\u2028" + FORGED;

  @Test
  void text_argumentWithControlCharacters_isOneLine() throws Exception {
    String line = write("text", event("no such user: {}", null, ID));

    assertThat(line)
        .matches(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  tandem\\.test - no such user: u1 [^\\p{Cntrl}]*\\n")
        .doesNotContain("\u0085", "\u2028");
  }

  @Test
  void text_failureWhoseMessageHasLines_beginsNoLineButTheFirst() throws Exception {
    Exception failure = new IllegalStateException(ID, new IllegalArgumentException(ID));

    String text = write("text", event("it failed", failure));

    assertThat(text).doesNotContain("\u001b").doesNotContain("\u0085", "\u2028");
    List<String> lines = text.lines().filter(line -> !line.isEmpty()).toList();
    assertThat(lines.get(0)).endsWith("WARN  tandem.test - it failed");
    assertThat(lines).filteredOn(line -> line.contains("all is lost")).hasSizeGreaterThan(2);
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("  "));
    assertThat(text).contains("java.lang.IllegalStateException", "Caused by: ", "\tat tandem.app.");
  }

  @Test
  void text_withoutFailure_hasNoMoreThanItsLine() throws Exception {
    assertThat(write("text", event("ready", null))).endsWith("WARN  tandem.test - ready\n");
  }

  @Test
  void json_argumentWithControlCharacters_isOneObjectThatHoldsIt() throws Exception {
    LoggingEvent event = event("no such user: {}", new IllegalStateException(ID), ID);
    event.setMDCPropertyMap(Map.of("akkaSource", "akka://tandem/user"));

    String line = write("json", event);

    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    assertThat(line.indexOf('\r')).isNegative();
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.path("formattedMessage").asText()).isEqualTo("no such user: " + ID);
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("loggerName").asText()).isEqualTo("tandem.test");
    assertThat(json.path("timestamp").asLong()).isEqualTo(event.getTimeStamp());
    assertThat(json.path("threadName").asText()).isEqualTo(event.getThreadName());
    assertThat(json.path("mdc").path("akkaSource").asText()).isEqualTo("akka://tandem/user");
    assertThat(json.path("throwable").path("className").asText())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(json.path("throwable").path("message").asText()).isEqualTo(ID);
    assertThat(json.path("throwable").path("stepArray").size()).isPositive();
  }

  @Test
  void form_notGiven_isText() throws Exception {
    assertThat(write("", event("ready", null))).doesNotStartWith("{").contains("ready");
  }

  private static LoggingEvent event(
      String format, @Nullable Throwable failure, Object... arguments) {
    Logger logger = new LoggerContext().getLogger("tandem.test");
    return new LoggingEvent("", logger, Level.WARN, format, failure, arguments);
  }

  private static String write(String form, ILoggingEvent event) throws Exception {
    LoggerContext context = new LoggerContext();
    if (!form.isEmpty()) {
      context.putProperty("TANDEM_LOG", form);
    }
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(Main.class.getResource("/logback.xml"), "the program's own"));
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .as("what logback prints when it starts")
        .allMatch(status -> status.getEffectiveLevel() < Status.WARN);
    OutputStreamAppender<ILoggingEvent> console =
        (OutputStreamAppender<ILoggingEvent>)
            Objects.requireNonNull(context.getLogger("ROOT").getAppender("console"));
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
