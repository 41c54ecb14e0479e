package tandem.app.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tandem.model.Ids;
import tandem.model.ItemId;

/** Reads the file of titles that lies next to a file of interactions. */
final class ItemTitles {

  private static final List<String> NAMES =
      List.of("movies.csv", "movies.dat", "items.tsv", "items.csv");

  private ItemTitles() {}

  /** The file of titles in this folder, if there is one. */
  static Optional<Path> find(@Nullable Path folder) {
    return folder == null
        ? Optional.empty()
        : NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  /**
   * The items of the file: id, title, and categories divided by "|". A line that is not of this
   * form is passed over: a title is a courtesy.
   */
  static List<ItemTitle> read(Path file) throws IOException {
    List<ItemTitle> items = new ArrayList<>();
    try (LineReader lines = new LineReader(file)) {
      String line = lines.next();
      LineFormat format = line == null ? new LineFormat(",", true) : LineFormat.detect(line);
      while (line != null) {
        parse(format, line).ifPresent(items::add);
        line = lines.next();
      }
    }
    return items;
  }

  private static Optional<ItemTitle> parse(LineFormat format, String line) {
    try {
      List<String> cells = format.cells(line);
      return cells.size() < 2 || isHeader(cells) || !Ids.isValid(cells.get(0))
          ? Optional.empty()
          : Optional.of(new ItemTitle(new ItemId(cells.get(0)), cells.get(1), categories(cells)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isHeader(List<String> cells) {
    return cells.get(1).equalsIgnoreCase("title") && Columns.of(cells).item() == 0;
  }

  private static List<String> categories(List<String> cells) {
    return cells.size() < 3
        ? List.of()
        : List.of(cells.get(2).split("\\|")).stream()
            .filter(Predicate.not(String::isBlank))
            .filter(category -> !category.equals("(no genres listed)"))
            .toList();
  }
}
