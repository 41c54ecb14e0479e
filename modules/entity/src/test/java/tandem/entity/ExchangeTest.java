package tandem.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.user.UserEntity;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.UserEvent;

/** The exchange of real users and items against a plain loop over the model. */
class ExchangeTest {

  private static final EntityKit KIT = new EntityKit();
  private static final int COUNT = 600;
  private static final int WINDOW = 32;

  private final ExchangeFixture f = new ExchangeFixture(KIT);
  private final TestProbe<UserEntity.Observed> stream =
      KIT.actors().createTestProbe(UserEntity.Observed.class);
  private final TreeSet<Long> underWay = new TreeSet<>();

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private void send(List<Interaction> interactions, int n) {
    underWay.add((long) n);
    Delivery delivery = new Delivery(new RecordId(0, 0, n), underWay.first());
    Interaction interaction = interactions.get(n);
    f.user(interaction)
        .tell(
            new UserEntity.Observe(
                delivery, Optional.empty(), interaction, ExchangeFixture.mean(n), 0, stream.ref()));
  }

  private void settle() {
    UserEntity.Observed observed = stream.receiveMessage();
    assertThat(observed.outcome()).isEqualTo(UserEntity.Outcome.LEARNED);
    assertThat(underWay.remove(observed.id().offset())).isTrue();
  }

  private void feed(List<Interaction> interactions, int window) {
    for (int n = 0; n < interactions.size(); n++) {
      send(interactions, n);
      while (underWay.size() >= window) {
        settle();
      }
    }
    while (!underWay.isEmpty()) {
      settle();
    }
  }

  private UserEvent.Learned last(UserId user) {
    List<UserEvent.Learned> events = KIT.events(user);
    return events.get(events.size() - 1);
  }

  private Factors last(ItemId item) {
    List<ItemEvent> events = KIT.events(item);
    return ((ItemEvent.Learned) events.get(events.size() - 1)).factors();
  }

  @Test
  void observe_oneAfterTheOther_equalsTheLoopBitForBit() {
    List<Interaction> interactions = f.interactions(COUNT, 7);
    feed(interactions, 1);
    ExchangeFixture.Learned expected = f.reference(interactions);
    assertThat(expected.users()).hasSize(ExchangeFixture.USERS);
    assertThat(expected.items()).hasSize(ExchangeFixture.ITEMS);
    expected.users().forEach((id, factors) -> assertThat(last(id).factors()).isEqualTo(factors));
    expected.items().forEach((id, factors) -> assertThat(last(id)).isEqualTo(factors));
  }

  @Test
  void observe_manyAtOnce_appliesEachRecordOnceOnBothSidesInEachUsersOrder() {
    List<Interaction> interactions = f.interactions(COUNT, 8);
    feed(interactions, WINDOW);
    List<Long> atUsers = new ArrayList<>();
    for (UserId user : f.userIds) {
      List<Long> offsets = offsets(KIT.events(user));
      assertThat(offsets).isEqualTo(sent(interactions, user));
      assertThat(last(user).factors().count()).isEqualTo(offsets.size());
      atUsers.addAll(offsets);
    }
    Map<Long, ItemId> atItems = new HashMap<>();
    for (ItemId item : f.itemIds) {
      long before = atItems.size();
      KIT.events(item).forEach(event -> collect((ItemEvent.Learned) event, item, atItems));
      assertThat(last(item).count()).isEqualTo(atItems.size() - before);
    }
    List<Long> all = LongStream.range(0, COUNT).boxed().toList();
    assertThat(atUsers).containsExactlyInAnyOrderElementsOf(all);
    assertThat(atItems.keySet()).containsExactlyInAnyOrderElementsOf(all);
    atItems.forEach(
        (offset, item) -> assertThat(item).isEqualTo(interactions.get(offset.intValue()).item()));
  }

  private static List<Long> offsets(List<UserEvent.Learned> events) {
    return events.stream()
        .flatMap(event -> event.steps().stream())
        .map(step -> step.delivery().id().offset())
        .toList();
  }

  private static List<Long> sent(List<Interaction> interactions, UserId user) {
    return LongStream.range(0, interactions.size())
        .filter(n -> interactions.get((int) n).user().equals(user))
        .boxed()
        .toList();
  }

  private static void collect(ItemEvent.Learned event, ItemId item, Map<Long, ItemId> into) {
    event
        .steps()
        .forEach(step -> assertThat(into.put(step.delivery().id().offset(), item)).isNull());
  }
}
