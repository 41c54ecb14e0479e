package tandem.app.audit;

/** What must hold of a journal. The numbers are those of {@code docs/audit.md}. */
enum Invariant {
  RECORDS("I1", "each record is learned once by its user and once by its item"),
  JOURNALS("I2", "journals have no hole and no record twice"),
  COUNTS("I3", "users and items have learned the same number of events"),
  FRONTIER("I5", "every record below the frontier is settled"),
  REPLAY("I6", "snapshots and index say what the journal says"),
  BOUNDS("I9", "no entity keeps more offsets than can be in flight"),
  TRUTH("truth", "what was accepted is what was learned");

  private final String id;
  private final String title;

  Invariant(String id, String title) {
    this.id = id;
    this.title = title;
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }
}
