package tandem.it;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tandem.app.Main;

/** The program as Maven has packaged it, started as {@code ./tandem} starts it. */
final class Packaged {

  /*
   * In the reactor's verify the app module is its jar, and beside it are its libraries. Without the phase
   * package, as in an IDE, the module is a directory of classes; then the test's own class path serves.
   */

  /** Most of a short process is its start, and a start costs half with one compiler only. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private Packaged() {}

  /** The command line for {@code java … tandem.app.Main arguments}. */
  static List<String> command(String... arguments) {
    return command(classPath(), Main.class, arguments);
  }

  /** The same with the classes of the tests, too, but for their logging. */
  static List<String> extendedCommand(String... arguments) {
    List<String> command =
        command(classPath() + File.pathSeparator + location(Packaged.class), Main.class, arguments);
    command.add(1, "-Dlogback.configurationFile=logback.xml");
    return command;
  }

  /** The command line for a main class of the tests, on the libraries of the program. */
  static List<String> testCommand(Class<?> main, String... arguments) {
    List<String> command =
        command(classPath() + File.pathSeparator + location(main), main, arguments);
    command.add(1, "-Dlogback.configurationFile=logback-test.xml");
    return command;
  }

  private static List<String> command(String classPath, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xss8m", "-Xmx512m", QUICK));
    // What the build has left of a demo's classes, as ./tandem uses it; the tests' own come after
    // it on the path.
    command.add("-XX:SharedArchiveFile=" + location(Main.class).resolveSibling("tandem.jsa"));
    command.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String classPath() {
    Path app = location(Main.class);
    return Files.isDirectory(app)
        ? System.getProperty("java.class.path")
        : app + File.pathSeparator + app.resolveSibling("lib").resolve("*");
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
