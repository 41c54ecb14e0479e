package tandem.loadgen.report;

/** Text in HTML. */
final class Html {

  private Html() {}

  /** Text as it is to be read. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
