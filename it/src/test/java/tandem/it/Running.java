package tandem.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process of the program; what it writes goes to a file. */
final class Running {

  private static final Pattern HEAP_USED = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");

  private final Process process;
  private final Path output;

  private Running(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts {@code tandem.app.Main arguments}. */
  static Running start(Path output, String... arguments) throws IOException {
    return start(output, Packaged.command(arguments));
  }

  /** Starts a command. */
  static Running start(Path output, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    return new Running(process, output);
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL, and returns when the process is gone. */
  void kill() {
    process.destroyForcibly();
    int unused = awaitExit();
  }

  /** Sends SIGSTOP: the process stands still, and its connections stay open. */
  void pause() {
    signal("STOP");
  }

  /** Sends SIGCONT. */
  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    String unused = run("kill", "-" + name, Long.toString(process.pid()));
  }

  /** Bytes of its heap that are in use after a collection. */
  long liveHeap() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String pid = Long.toString(process.pid());
    String unused = run(jcmd, pid, "GC.run");
    Matcher used = HEAP_USED.matcher(run(jcmd, pid, "GC.heap_info"));
    assertThat(used.find()).as("the heap's use").isTrue();
    return Long.parseLong(used.group(1)) << 10;
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as("%s", output).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The exit code of the process when it has ended. */
  int awaitExit() {
    try {
      boolean ended = process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(ended).as("the process ends").isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All that it has written so far, errors too. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first group of {@code pattern} where it first appears in the output. */
  String awaitOutput(Pattern pattern) {
    return Await.until("output " + pattern, () -> find(pattern), Optional::isPresent).orElseThrow();
  }

  private Optional<String> find(Pattern pattern) {
    boolean alive =
        isAlive(); // asked first: all that the process has said by its end is read below
    Matcher matcher = pattern.matcher(output());
    boolean found = matcher.find();
    assertThat(found || alive).as("the process runs, or has said %s", pattern).isTrue();
    return found ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
