package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"fly", "--speed=1", "run --speed=1", "run --port=high", ""})
  void execute_argumentsThatAreNone_endsWithTwoAndUsage(String line) {
    assertThat(execute(line)).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: tandem");
  }

  @Test
  void execute_misspeltCommand_endsWithTwoAndTheRightOne() {
    assertThat(execute("runn")).isEqualTo(2);
    assertThat(err.toString()).contains("tandem run");
  }

  @Test
  void execute_version_tellsIt() {
    assertThat(execute("--version")).isEqualTo(0);
    assertThat(out.toString()).startsWith("tandem ");
  }

  @Test
  void execute_help_describesEachCommand() {
    assertThat(execute("--help")).isEqualTo(0);
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(out.toString())
                    .contains(name)
                    .contains(command.getCommandSpec().usageMessage().description()));
  }

  @ParameterizedTest
  @MethodSource("failuresForTheUser")
  void execute_failureForTheUser_endsWithOneAndOneLine(Exception failure) {
    CommandLine main = failing(failure);

    assertThat(main.execute("fail")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("tandem: what to do%n".formatted());
    assertThat(out.toString()).isEmpty();
  }

  private static List<Exception> failuresForTheUser() {
    return List.of(new IOException("what to do"), new ConfigException.Generic("what to do"));
  }

  @Test
  void execute_bug_endsWithOneAndItsStackTrace() {
    CommandLine main = failing(new IllegalStateException("a bug"));

    assertThat(main.execute("fail")).isEqualTo(1);
    assertThat(err.toString()).contains("IllegalStateException: a bug").contains("\tat ");
  }

  @Test
  void execute_runWithoutItsConfigFile_endsWithOneAndOneLine() {
    assertThat(execute("run --config=none.conf")).isEqualTo(1);
    assertThat(err.toString().lines()).singleElement().asString().contains("none.conf");
  }

  @Test
  void execute_migrate_tellsTheVersionThatTheTablesHave(@TempDir Path directory) {
    assertThat(execute("migrate --data=" + directory)).isEqualTo(0);
    assertThat(out.toString()).isEqualTo("The schema is of version 9.%n".formatted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "Infinity"})
  void execute_demoWithARateThatCannotBe_endsWithTwo(String rate) {
    assertThat(execute("demo --rate=" + rate)).isEqualTo(2);
    assertThat(err.toString()).contains("--rate is above 0");
  }

  @Test
  void execute_demoWithADurationThatIsNone_endsWithTwo() {
    assertThat(execute("demo --for=soon")).isEqualTo(2);
    assertThat(err.toString()).contains("a duration is like 90s, 5m or 1h, not soon");
  }

  private CommandLine failing(Exception failure) {
    Callable<Integer> command =
        () -> {
          throw failure;
        };
    CommandLine main = Main.commandLine();
    main.addSubcommand("fail", CommandSpec.wrapWithoutInspection(command));
    main.setExecutionExceptionHandler(main.getExecutionExceptionHandler()); // of the new one, too
    return withOutput(main);
  }

  private int execute(String line) {
    CommandLine main = withOutput(Main.commandLine());
    return main.execute(line.isEmpty() ? new String[0] : line.split(" ", -1));
  }

  private CommandLine withOutput(CommandLine main) {
    return main.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
  }
}
