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

  FactorTable(EventLog log, Sgd sgd) {
    this.log = log;
    this.sgd = sgd;
    this.users = new ArrayList<>(Collections.nCopies(log.userCount(), null));
    this.items = new ArrayList<>(Collections.nCopies(log.itemCount(), null));
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
  }
}
