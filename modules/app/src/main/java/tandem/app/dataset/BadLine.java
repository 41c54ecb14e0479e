package tandem.app.dataset;

/**
 * A line that is no interaction.
 *
 * @param line its number in the file, from 1
 * @param column the name of the column at fault, or "" for the whole line
 * @param reason one sentence for people
 */
public record BadLine(long line, String column, String reason) {

  @Override
  public String toString() {
    return "line " + line + (column.isEmpty() ? "" : ", column " + column) + ": " + reason;
  }
}
