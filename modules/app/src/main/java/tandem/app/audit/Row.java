package tandem.app.audit;

import tandem.entity.index.IndexedItem;

/** A row of the database, decoded. */
sealed interface Row {

  /** Whose journal it belongs to. */
  String persistenceId();

  /**
   * A row of the journal.
   *
   * @param ordering its number in the journal of all
   * @param payload the event, or {@link Unreadable}
   */
  record Event(String persistenceId, long sequence, long ordering, Object payload) implements Row {}

  /**
   * A snapshot.
   *
   * @param sequence of the newest event in it
   * @param payload the stored form of the state, or {@link Unreadable}
   */
  record Snapshot(String persistenceId, long sequence, Object payload) implements Row {}

  /** A row of the index's read model. */
  record Indexed(int partition, IndexedItem item) implements Row {
    @Override
    public String persistenceId() {
      return ItemAudit.KIND + item.id().value();
    }
  }

  /** In place of what could not be decoded. */
  record Unreadable(String cause) {}
}
