package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tandem.model.Factors;
import tandem.model.Sgd;

/** The factors of all users and items by number, fresh where nothing was learned yet. */
final class FactorTable {

  private final EventLog log;
  private final Sgd sgd;
  private final List<@Nullable Factors> users;
  private final List<@Nullable Factors> items;
  private final @Nullable ItemColumns columns;

  FactorTable(EventLog log, Sgd sgd) {
    this(log, sgd, null);
  }

  private FactorTable(EventLog log, Sgd sgd, @Nullable ItemColumns columns) {
    this.log = log;
    this.sgd = sgd;
    this.users = new ArrayList<>(Collections.nCopies(log.userCount(), null));
    this.items = new ArrayList<>(Collections.nCopies(log.itemCount(), null));
    this.columns = columns;
  }

  /** Keeps all items in {@code columns} too, those without events from the start. */
  static FactorTable in(ItemColumns columns, EventLog log, Sgd sgd) {
    FactorTable table = new FactorTable(log, sgd, columns);
    for (int item = 0; item < log.itemCount(); item++) {
      table.setItem(item, table.item(item));
    }
    return table;
  }

  Factors user(int number) {
    Factors known = users.get(number);
    if (known == null) {
      known = sgd.freshUser(log.userId(number));
      users.set(number, known);
    }
    return known;
  }

  Factors item(int number) {
    Factors known = items.get(number);
    if (known == null) {
      known = sgd.freshItem(log.itemId(number));
      items.set(number, known);
    }
    return known;
  }

  void setUser(int number, Factors factors) {
    users.set(number, factors);
  }

  void setItem(int number, Factors factors) {
    items.set(number, factors);
    if (columns != null) {
      columns.set(number, factors);
    }
  }
}
