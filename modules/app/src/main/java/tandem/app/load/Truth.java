package tandem.app.load;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import tandem.loadgen.Made;
import tandem.loadgen.report.LoadResult.TruthResult;

/**
 * What the log was told, as {@code ./tandem audit --truth} reads it: a line for each event that was
 * acknowledged, as often as it was. Events without an answer, which the log may have or not, go to
 * a file beside it. Both are appended to. For many threads.
 */
final class Truth implements Closeable {

  private static final int BUFFER = 1 << 16;

  private final Path unsureFile;
  private final OutputStream lines;
  private @Nullable OutputStream unsureLines;
  private long accepted;
  private long duplicates;
  private long poison;
  private long refused;
  private long unsure;

  Truth(Path file) throws IOException {
    this.unsureFile = unsureFile(file);
    this.lines = open(file);
  }

  /** The file beside it of events that the log may have or not. */
  static Path unsureFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".unsure");
  }

  /** The log has it. */
  synchronized void accepted(Made record) {
    if (!record.isValid()) {
      poison++;
      return;
    }
    accepted++;
    if (record.kind() == Made.Kind.DUPLICATE) {
      duplicates++;
    }
    write(lines, record.value());
  }

  /** An event of another making, as it was posted: the log has it. */
  synchronized void accepted(byte[] event) {
    accepted++;
    write(lines, event);
  }

  /** It was rejected before the log had it. */
  synchronized void refused() {
    refused++;
  }

  /** Nobody has said whether the log has it. */
  synchronized void unsure(Made record) {
    if (record.isValid()) {
      unsure(record.value());
    }
  }

  /** The same of an event of another making. */
  synchronized void unsure(byte[] event) {
    unsure++;
    try {
      if (unsureLines == null) {
        unsureLines = open(unsureFile);
      }
      write(unsureLines, event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many of which. */
  synchronized TruthResult result() {
    return new TruthResult(accepted, duplicates, poison, refused, unsure);
  }

  @Override
  public synchronized void close() throws IOException {
    lines.close();
    if (unsureLines != null) {
      unsureLines.close();
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), BUFFER);
  }

  private static void write(OutputStream to, byte[] line) {
    try {
      to.write(line);
      to.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
