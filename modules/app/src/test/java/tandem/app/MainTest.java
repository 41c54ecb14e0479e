package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

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

  private int execute(String line) {
    CommandLine main = Main.commandLine();
    main.setOut(new PrintWriter(out, true));
    main.setErr(new PrintWriter(err, true));
    return main.execute(line.isEmpty() ? new String[0] : line.split(" ", -1));
  }
}
