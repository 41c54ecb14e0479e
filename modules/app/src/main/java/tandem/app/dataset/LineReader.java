package tandem.app.dataset;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a UTF-8 text file, gzipped or not, and knows how far it is. */
final class LineReader implements Closeable {

  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final BufferedReader reader;
  private long line;

  LineReader(Path file) throws IOException {
    channel = FileChannel.open(file);
    try {
      reader =
          new BufferedReader(
              new InputStreamReader(
                  plain(Channels.newInputStream(channel)), StandardCharsets.UTF_8),
              BUFFER);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The next line that is not blank, or null at the end. */
  @Nullable String next() throws IOException {
    String text = reader.readLine();
    line++;
    while (text != null && text.isBlank()) {
      text = reader.readLine();
      line++;
    }
    return text != null && line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The number of the line that was read last, from 1. */
  long line() {
    return line;
  }

  /** How many bytes of the file, as it lies on disk, were taken; the buffer runs ahead a little. */
  long bytesRead() throws IOException {
    return channel.position();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** A gzip file is known by its first two bytes, whatever its name. */
  private static InputStream plain(InputStream file) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
    buffered.mark(2);
    boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return zipped ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }
}
