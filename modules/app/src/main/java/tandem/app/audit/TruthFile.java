package tandem.app.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tandem.protocol.Interaction;
import tandem.protocol.kafka.InteractionReader;

/**
 * Accepted events, one JSON object a line as it was posted. Going over it throws {@link
 * UncheckedIOException}, or {@link IllegalArgumentException} for a line that no node accepts.
 */
final class TruthFile implements Iterable<Interaction> {

  private final Path file;
  private final InteractionReader reader;
  private final Instant arrival;

  /** Reads by the node's own rules, as if all had arrived at {@code arrival}. */
  TruthFile(Path file, InteractionReader reader, Instant arrival) {
    this.file = file;
    this.reader = reader;
    this.arrival = arrival;
  }

  @Override
  public Iterator<Interaction> iterator() {
    try {
      return new Lines(Files.newBufferedReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Lines implements Iterator<Interaction> {
    private final BufferedReader lines;
    private @Nullable String next;
    private long number;

    Lines(BufferedReader lines) {
      this.lines = lines;
      advance();
    }

    private void advance() {
      try {
        do {
          next = lines.readLine();
          number++;
        } while (next != null && next.isBlank());
        if (next == null) {
          lines.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Interaction next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      long line = number;
      InteractionReader.Result read = reader.read(next.getBytes(StandardCharsets.UTF_8), arrival);
      advance();
      if (read instanceof InteractionReader.Accepted accepted) {
        return accepted.interaction();
      }
      String why =
          read instanceof InteractionReader.Rejected rejected
              ? rejected.rejection().detail()
              : "It is no event.";
      throw new IllegalArgumentException(
          file + ", line " + line + " is no event that a node accepts. " + why);
    }
  }
}
