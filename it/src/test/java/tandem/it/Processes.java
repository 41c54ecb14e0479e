package tandem.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * The processes of a test class, registered in a static field: those that a test starts end with
 * it, those of {@code @BeforeAll} with the class, however it goes. When a test fails, what they
 * said is printed.
 */
final class Processes implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  private final List<Running> running = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final boolean shareAll;
  private int shared;

  Processes() {
    this(false);
  }

  /** Those that a test starts are for the tests after it, too. */
  static Processes sharedByAllTests() {
    return new Processes(true);
  }

  private Processes(boolean shareAll) {
    this.shareAll = shareAll;
    // Also when the build is stopped in the middle.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> running.forEach(Running::kill)));
  }

  /** Starts {@code tandem.app.Main arguments}; its output goes to a new file in the directory. */
  Running start(Path directory, String... arguments) throws IOException {
    return start(directory, String.join(" ", arguments), Packaged.command(arguments));
  }

  /** The same after {@code prefix}, with the classes of the tests for settings that name one. */
  Running start(Path directory, List<String> prefix, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(Packaged.extendedCommand(arguments));
    return start(directory, String.join(" ", arguments), command);
  }

  /** Starts {@code main arguments}, a class of the tests. */
  Running start(Path directory, Class<?> main, String... arguments) throws IOException {
    return start(directory, main.getSimpleName(), Packaged.testCommand(main, arguments));
  }

  private Running start(Path directory, String note, List<String> command) throws IOException {
    Path output = directory.resolve("output-" + running.size() + ".log");
    note(output.getFileName() + ": " + note);
    Running process = Running.start(output, command);
    running.add(process);
    return process;
  }

  /** Starts a process and returns it when it has ended. */
  Running run(Path directory, String... arguments) throws IOException {
    Running process = start(directory, arguments);
    int unused = process.awaitExit();
    return process;
  }

  /** Is printed when a test fails. */
  void note(String line) {
    notes.add(line);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    shared = running.size();
    note(context.getDisplayName());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    endFrom(shareAll ? running.size() : shared, context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    endFrom(0, context);
  }

  private void endFrom(int first, ExtensionContext context) {
    List<Running> ending = running.subList(first, running.size());
    ending.forEach(Running::kill);
    if (hasFailed(context)) {
      System.err.println(context.getDisplayName() + " failed");
      notes.forEach(System.err::println);
      running.forEach(process -> System.err.println(process.output()));
    }
    ending.clear();
  }

  private static boolean hasFailed(ExtensionContext context) {
    return context
        .getExecutionException()
        .filter(exception -> !(exception instanceof TestAbortedException)) // skipped
        .isPresent();
  }
}
