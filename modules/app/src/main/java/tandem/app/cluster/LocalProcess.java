package tandem.app.cluster;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tandem.app.Main;

/**
 * A process of the program that outlives the command that starts it. It is found again by its
 * command line, which names a file of the cluster: no number is kept that could be another
 * process's by then.
 *
 * @param name for people
 * @param log takes all that it says
 * @param arguments of the program, which no other process has
 */
public record LocalProcess(String name, Path log, List<String> arguments) {

  private static final String MAIN = Main.class.getName();

  /** The process, if it runs. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.allProcesses().filter(this::is).findAny();
  }

  private boolean is(ProcessHandle process) {
    return process.info().arguments().filter(given -> is(Arrays.asList(given))).isPresent()
        && process.isAlive();
  }

  /** Whether a command line is that of the process: its end is. */
  boolean is(List<String> given) {
    List<String> end = new ArrayList<>(List.of(MAIN));
    end.addAll(arguments);
    int from = given.size() - end.size();
    return from >= 0 && given.subList(from, given.size()).equals(end);
  }

  /**
   * Starts it as this JVM was started, but with a heap of that size, such as {@code 512m}; all of
   * it from the start, as in the image: a small one is collected more often than it needs to be.
   */
  public ProcessHandle start(String heap) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Xms" + heap);
    command.add("-Xmx" + heap);
    command.add(MAIN);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    // Not an argument: the system shows no more than the first 4096 bytes of a command line.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start().toHandle();
  }

  /** Sends SIGTERM; whether it has ended within {@code patience}. */
  public static boolean stop(ProcessHandle process, Duration patience) throws IOException {
    process.destroy();
    try {
      ProcessHandle unused = process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillRuns) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("Interrupted while a process was to end.", e);
    }
  }
}
