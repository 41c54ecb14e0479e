package tandem.app.rejected;

/** Where a rejected record stood: what tells one from another, and a note from which it is. */
record SourceId(String topic, int partition, long offset) {

  /** The form in headers and on the screen. */
  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
