package tandem.app.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How a line is divided into cells.
 *
 * @param delimiter between cells: "," or "\t" or "::" or ";"
 * @param quoted whether cells may stand in double quotes
 */
record LineFormat(String delimiter, boolean quoted) {

  /** The format of a file whose first line is {@code line}. */
  static LineFormat detect(String line) {
    if (line.indexOf('\t') >= 0) {
      return new LineFormat("\t", false);
    }
    if (line.contains("::")) {
      return new LineFormat("::", false);
    }
    boolean semicolons = line.indexOf(',') < 0 && line.indexOf(';') >= 0;
    return new LineFormat(semicolons ? ";" : ",", true);
  }

  /** The cells of a line, stripped; throws {@link IOException} where its quotes are not closed. */
  List<String> cells(String line) throws IOException {
    return quoted && line.indexOf('"') >= 0 ? quotedCells(line) : plainCells(line);
  }

  private List<String> plainCells(String line) {
    List<String> cells = new ArrayList<>();
    int start = 0;
    int end = line.indexOf(delimiter);
    while (end >= 0) {
      cells.add(line.substring(start, end).strip());
      start = end + delimiter.length();
      end = line.indexOf(delimiter, start);
    }
    cells.add(line.substring(start).strip());
    return cells;
  }

  private List<String> quotedCells(String line) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreSurroundingSpaces(true).get();
    try (CSVParser parser = CSVParser.parse(line, format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.isEmpty() ? List.of() : records.get(0).toList();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
