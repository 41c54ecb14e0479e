package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.TestNode.PATIENCE;
import static tandem.app.TestNode.get;
import static tandem.app.TestNode.ids;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.http.BasketItem;
import tandem.http.Estimates;
import tandem.http.ItemFacts;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.UserId;
import tandem.protocol.http.Strategy;

/** A node that learns which items users take; ratings are from 100 to 200, so that none is near. */
final class NodePreferenceTest {

  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    node =
        TestNode.start(
            directory,
            "tandem.model.objective = preference, tandem.events.rating { min = 100, max = 200 }");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void event_ofATypeWithWeight_teaches() {
    node.learn(node.event("ann", "bought", "purchase"));
    double bought = facts("bought").bias();
    node.learn(node.event("ann", "viewed", "view"));
    double viewed = facts("viewed").bias();
    node.learn(node.event("ann", "disliked", "dislike"));

    assertThat(bought).isPositive();
    assertThat(viewed).isPositive().isLessThan(bought);
    assertThat(facts("disliked").bias()).isZero();
    assertThat(facts("disliked").events()).isOne();
  }

  @Test
  void event_ratingBelowThePositive_isSeenAndTeachesNothing() {
    node.learn(node.rating("bob", "poor", 150));
    node.learn(node.rating("bob", "good", 200));

    assertThat(facts("poor").bias()).isZero();
    assertThat(facts("good").bias()).isPositive();
    assertThat(ids(node.list("bob", 100, Optional.empty()))).doesNotContain("poor", "good");
  }

  @Test
  void forUser_known_listsWhatIsNotSeenByABlend() {
    node.learn(
        node.event("cid", "x1", "purchase"),
        node.event("dan", "x1", "purchase"),
        node.event("dan", "x2", "view"));

    ListAnswer list = node.list("cid", 100, Optional.empty());

    assertThat(list.strategy()).isEqualTo(Strategy.BLEND);
    assertThat(list.known()).isTrue();
    assertThat(ids(list)).contains("x2").doesNotContain("x1");
    assertThat(list.items())
        .isSortedAccordingTo(Comparator.comparingDouble(ListAnswer.Entry::score).reversed())
        .allSatisfy(entry -> assertThat(entry.score()).isBetween(0.0, 1.0));
  }

  @Test
  void forBasket_known_foldsIn() {
    node.learn(
        node.event("eve", "y1", "purchase"),
        node.event("eve", "y2", "purchase"),
        node.event("fay", "y1", "purchase"));

    ListAnswer list =
        get(
            node.ports()
                .recommendations()
                .forBasket(
                    List.of(new BasketItem(new ItemId("y1"), "purchase", null)),
                    ListRequest.of(100),
                    PATIENCE));

    assertThat(list.strategy()).isEqualTo(Strategy.FOLD_IN);
    assertThat(ids(list)).contains("y2").doesNotContain("y1");
  }

  @Test
  void estimate_pair_isAProbability() {
    node.learn(node.event("gil", "z1", "purchase"), node.event("hal", "z2", "purchase"));

    Estimates estimates =
        get(
            node.ports()
                .recommendations()
                .estimate(new UserId("gil"), List.of(new ItemId("z2")), PATIENCE));

    assertThat(estimates.objective()).isEqualTo(Objective.PREFERENCE);
    assertThat(estimates.items())
        .singleElement()
        .satisfies(entry -> assertThat(entry.value()).isNotNull().isStrictlyBetween(0.0, 1.0));
  }

  private static ItemFacts facts(String item) {
    return get(node.ports().items().get(new ItemId(item), PATIENCE)).orElseThrow();
  }
}
