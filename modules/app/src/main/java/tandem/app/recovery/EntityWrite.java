package tandem.app.recovery;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import java.util.List;

/**
 * What one entity writes at once: all of it or nothing.
 *
 * @param id the entity's persistence id
 * @param rows its events, in the order of their sequence numbers
 */
record EntityWrite(String id, List<JournalAkkaSerializationRow> rows) {}
