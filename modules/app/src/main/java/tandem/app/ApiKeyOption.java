package tandem.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The API key that a command shows to a node; not an option itself, for all see a command line. */
public final class ApiKeyOption {

  private static final String VARIABLE = "TANDEM_API_KEY";

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description =
          "Holds the API key, if the node wants one; else the environment's " + VARIABLE + ".",
      scope = ScopeType.INHERIT)
  private @Nullable Path file;

  /** The key, if there is one; fails with what to do when the file can't be read. */
  public Optional<String> key() throws IOException {
    return key(System.getenv());
  }

  Optional<String> key(Map<String, String> environment) throws IOException {
    String key = file == null ? environment.getOrDefault(VARIABLE, "") : read(file);
    return Optional.of(key.strip()).filter(text -> !text.isEmpty());
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException("There is no " + file + " to read the API key from.", e);
    }
  }
}
