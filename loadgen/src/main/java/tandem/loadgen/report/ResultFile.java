package tandem.loadgen.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tandem.protocol.http.HttpJson;

/** Results as JSON: names in snake_case, times in ISO-8601. */
public final class ResultFile {

  private static final ObjectMapper JSON = HttpJson.mapper();

  private ResultFile() {}

  /** Writes a result. */
  public static void write(LoadResult result, Path file) throws IOException {
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), result);
  }

  /** Reads a result; fails with a sentence for people. */
  public static LoadResult read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), LoadResult.class);
    } catch (NoSuchFileException e) {
      throw new IOException("There is no " + file + ".", e);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is no result of a run: " + e.getOriginalMessage(), e);
    }
  }
}
