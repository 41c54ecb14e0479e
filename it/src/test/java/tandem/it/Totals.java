package tandem.it;

import java.io.IOException;
import tandem.protocol.http.ItemView;
import tandem.protocol.http.UserView;

/**
 * What a node has learned, summed up over all that it lists.
 *
 * @param users how many are known
 * @param items how many are known
 * @param byUsers events that the users have learned
 * @param byItems events that the items have learned
 */
record Totals(int users, int items, long byUsers, long byItems) {

  /** The totals of a node once it has learned all that it was sent. */
  static Totals await(HttpApi api, Totals expected) {
    api.awaitLearned();
    return Await.until("totals of " + expected, () -> of(api), expected::equals);
  }

  /** The totals at this moment. */
  static Totals of(HttpApi api) throws IOException, InterruptedException {
    var users = api.ids("/v1/users");
    long byUsers = 0;
    for (String user : users) {
      byUsers += api.get("/v1/users/" + user, UserView.class).events();
    }
    var items = api.ids("/v1/items");
    long byItems = 0;
    for (String item : items) {
      byItems += api.get("/v1/items/" + item, ItemView.class).events();
    }
    return new Totals(users.size(), items.size(), byUsers, byItems);
  }
}
