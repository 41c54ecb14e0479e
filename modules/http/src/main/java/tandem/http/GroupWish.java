package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import tandem.model.UserId;

/**
 * A list for several users as one.
 *
 * @param users 2 to 20
 * @param aggregate how their tastes become one
 */
public record GroupWish(List<UserId> users, GroupWish.Aggregate aggregate) {

  static final int LEAST = 2;
  static final int MOST = 20;

  /** How several tastes become one (Masthoff, UMUAI 14, 2004). */
  public enum Aggregate {
    /** What they would make of it on the average. */
    MEAN,
    /** What the one would make of it who likes it least. */
    LEAST_MISERY
  }

  /** Takes a copy. */
  public GroupWish {
    users = List.copyOf(users);
  }

  /** The group of a body that has one; refuses users that the caller may not act for. */
  static GroupWish read(JsonNode object, Caller caller) {
    List<UserId> users =
        JsonIds.read(object.get("group"), "group", LEAST, MOST).stream().map(UserId::new).toList();
    if (users.size() < LEAST) {
      throw ProblemException.body("group", "group must have " + LEAST + " different users.");
    }
    Gate.requireAll(caller, users);
    return new GroupWish(users, aggregate(object.path("aggregate").asText("mean")));
  }

  private static Aggregate aggregate(String name) {
    return switch (name) {
      case "mean" -> Aggregate.MEAN;
      case "least-misery" -> Aggregate.LEAST_MISERY;
      default ->
          throw ProblemException.body("aggregate", "aggregate must be mean or least-misery.");
    };
  }
}
