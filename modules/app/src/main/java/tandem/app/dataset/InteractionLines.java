package tandem.app.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tandem.protocol.Interaction;

/**
 * The interactions of a file in the order of its lines. A bad line is counted and passed over; the
 * first {@value #KEPT} are kept. To be closed; not for several threads at once. An I/O error while
 * reading is thrown as {@link UncheckedIOException}.
 */
public final class InteractionLines implements Iterator<Interaction>, AutoCloseable {

  /** How many bad lines are kept. */
  public static final int KEPT = 100;

  private final LineReader reader;
  private final LineParser parser;
  private final List<BadLine> badLines = new ArrayList<>();
  private long badCount;
  private @Nullable Interaction next;
  private boolean ended;

  InteractionLines(LineReader reader, LineParser parser) {
    this.reader = reader;
    this.parser = parser;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      advance();
    }
    return next != null;
  }

  @Override
  public Interaction next() {
    Interaction result = hasNext() ? next : null;
    if (result == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return result;
  }

  /** The rest, as a stream that closes this. */
  public Stream<Interaction> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(this::close);
  }

  /** The number of the line that was read last, from 1. */
  public long line() {
    return reader.line();
  }

  /** How many of the file's bytes, as it lies on disk, were taken; a buffer runs ahead a little. */
  public long bytesRead() {
    try {
      return reader.bytesRead();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines were no interaction so far. */
  public long badCount() {
    return badCount;
  }

  /** The first {@value #KEPT} of them. */
  public List<BadLine> badLines() {
    return List.copyOf(badLines);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void advance() {
    try {
      String line = reader.next();
      ended = line == null;
      next = line == null ? null : parser.parse(line);
    } catch (LineParser.Invalid e) {
      note(e.at(reader.line()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(BadLine bad) {
    badCount++;
    if (badLines.size() < KEPT) {
      badLines.add(bad);
    }
  }
}
