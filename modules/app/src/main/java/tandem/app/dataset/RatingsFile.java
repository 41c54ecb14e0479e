package tandem.app.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A file of interactions, gzipped or not:
 *
 * <ul>
 *   <li>CSV, TSV, ";" or "::" with a header, the columns found by name: {@code user}, {@code
 *       user_id}, {@code userId}; {@code item}, {@code item_id}, {@code movieId}; and where there
 *       are any, {@code rating} or {@code value}, {@code timestamp} (epoch or ISO-8601), {@code
 *       type}, {@code quantity}. So MovieLens and Online Retail.
 *   <li>User, item, rating, timestamp without a header, divided as above: MovieTweetings, old
 *       MovieLens, Amazon.
 * </ul>
 *
 * <p>Lines with a quantity are purchases; lines with neither rating nor type are views; where there
 * is no timestamp the file's own time stands in.
 */
public final class RatingsFile {

  private final Path path;
  private final LineFormat format;
  private final Columns columns;
  private final boolean header;

  private RatingsFile(Path path, LineFormat format, Columns columns, boolean header) {
    this.path = path;
    this.format = format;
    this.columns = columns;
    this.header = header;
  }

  /**
   * Looks at the first line.
   *
   * @throws IOException with a sentence for the user, where the file can't be read, is empty, or
   *     has no column for the user or the item
   */
  public static RatingsFile open(Path path) throws IOException {
    String first = firstLine(path);
    LineFormat format = LineFormat.detect(first);
    if (Columns.isRating(format.cells(first))) {
      return new RatingsFile(path, format, Columns.ofRatings(), false);
    }
    Columns columns = Columns.of(format.cells(first));
    if (!columns.missing().isEmpty()) {
      throw new IOException(
          path + " has no column " + columns.missing() + "; its header is " + columns.names());
    }
    return new RatingsFile(path, format, columns, true);
  }

  /** Where the file is. */
  public Path path() {
    return path;
  }

  /** Its size on disk, to hold {@link InteractionLines#bytesRead()} against. */
  public long bytes() throws IOException {
    return Files.size(path);
  }

  /** Starts to read; to be closed. */
  public InteractionLines interactions() throws IOException {
    Instant fallback = Files.getLastModifiedTime(path).toInstant();
    LineReader reader = new LineReader(path);
    try {
      if (header) {
        reader.next();
      }
    } catch (IOException e) {
      reader.close();
      throw e;
    }
    return new InteractionLines(reader, new LineParser(format, columns, fallback));
  }

  /**
   * The scale of the ratings, from a reading of the whole file; empty where there is none.
   *
   * @see RatingScale
   */
  public Optional<RatingScale> scale() throws IOException {
    if (columns.value() < 0) {
      return Optional.empty();
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    try (InteractionLines lines = interactions()) {
      while (lines.hasNext()) {
        Double value = lines.next().value();
        least = value == null ? least : Math.min(least, value);
        most = value == null ? most : Math.max(most, value);
      }
    }
    return most < least ? Optional.empty() : Optional.of(RatingScale.of(least, most));
  }

  /** Titles and categories from the file next to this one; empty where there is none. */
  public List<ItemTitle> items() throws IOException {
    Optional<Path> titles = ItemTitles.find(path.toAbsolutePath().getParent());
    return titles.isEmpty() ? List.of() : ItemTitles.read(titles.get());
  }

  /** Titles and categories from a file of them. */
  public static List<ItemTitle> titles(Path path) throws IOException {
    return ItemTitles.read(path);
  }

  private static String firstLine(Path path) throws IOException {
    try (LineReader lines = new LineReader(path)) {
      String first = lines.next();
      if (first == null) {
        throw new IOException(path + " is empty");
      }
      return first;
    }
  }
}
