package tandem.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.UnhandledMessage;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import akka.serialization.SerializationExtension;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.index.AlikeUser;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexStore;
import tandem.entity.index.IndexedItem;
import tandem.entity.index.IndexedUser;
import tandem.entity.index.JournalTail;
import tandem.entity.index.SampleShares;
import tandem.entity.index.UserPartition;
import tandem.entity.index.UserStore;
import tandem.entity.item.ItemEntity;
import tandem.entity.list.ListSettings;
import tandem.entity.list.PagedLists;
import tandem.entity.user.UserEntity;
import tandem.entity.user.UserPeers;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceChange;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;
import tandem.model.Popularity;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.CborSerializable;
import tandem.protocol.Delivery;
import tandem.protocol.Filter;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.ItemDescription;
import tandem.protocol.Minutes;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.ItemStep;
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.Receipt;

/** Every message that can leave a node: it comes back equal, and its receiver handles it. */
class ProtocolTest {

  private static final int JACKSON_CBOR = 33;

  private static final EntityKit KIT = new EntityKit();
  private static final Sgd SGD = new Sgd(ModelSettings.rating().withFactors(2));
  private static final TestProbe<Object> PROBE = KIT.probe();

  private static final RecordId RECORD = new RecordId(1, 2, 30);
  private static final Delivery DELIVERY = new Delivery(RECORD, 20);
  private static final FactorVector VECTOR = FactorVector.of(0.5f, -1e-9f);
  private static final Factors FACTORS = new Factors(VECTOR, 0.25f, 2f, 3);
  private static final ItemDescription DESCRIPTION =
      new ItemDescription(
          "Tïtle",
          List.of("a", "b"),
          true,
          Attributes.of(
              Map.of(
                  "a", new AttributeValue.TextList(List.of("ä")),
                  "b", new AttributeValue.Time(7),
                  "c", new AttributeValue.Numeric(0.5))),
          new Availability(null, Instant.ofEpochMilli(1_629_828_723_007L)));
  private static final Receipt RECEIPT = new Receipt("r", 5);
  private static final PagedLists.Asked ASKED = new PagedLists.Asked("user", "u", "k=1", "{}");
  private static final ItemId ITEM = new ItemId("i:1");
  private static final Recency RECENCY =
      Recency.of(1_700_000_000L, new int[] {60}, new double[] {-1.5});
  private static final IndexedItem INDEXED =
      new IndexedItem(
          ITEM, 7, VECTOR, 0.5f, Popularity.NONE, 9, DESCRIPTION, true, RECENCY, Cooccurrence.NONE);
  private static final IndexStore.Changes CHANGES =
      new IndexStore.Changes(
          3,
          9,
          List.of(
              new IndexStore.Change(
                  ITEM,
                  4,
                  new ItemEvent.Learned(
                      List.of(new ItemStep(DELIVERY, 0.5f)),
                      FACTORS,
                      2.5,
                      RECENCY,
                      CooccurrenceChange.NONE)),
              new IndexStore.Change(ITEM, 5, new ItemEvent.Described(DESCRIPTION, 9)),
              new IndexStore.Change(ITEM, 6, new ItemEvent.Removed()),
              new IndexStore.Change(
                  ITEM,
                  7,
                  new ItemEvent.Based(
                      new ItemSnapshot(
                          FACTORS,
                          2.5,
                          List.of(new PartitionOffsets(0, 1, 2, List.of(3L))),
                          DESCRIPTION,
                          false),
                      new Accounted(1, 0, 2)))));

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private static <T> ActorRef<T> probe() {
    return PROBE.ref().narrow();
  }

  private static Interaction interaction(boolean full) {
    return new Interaction(
        new UserId("u@1"),
        ITEM,
        full ? "rating" : "view",
        full ? 4.5 : null,
        Instant.ofEpochMilli(1_629_828_723_007L),
        full ? "e" : null);
  }

  private static List<UserEntity.Command> userCommands() {
    return List.of(
        new UserEntity.Observe(DELIVERY, Optional.of(RECORD), interaction(true), 3.5f, 7L, probe()),
        new UserEntity.Observe(DELIVERY, Optional.empty(), interaction(false), 0f, 0L, probe()),
        new UserEntity.GetProfile(Optional.of(RECORD), probe()),
        new UserEntity.GetProfile(Optional.empty(), true, probe()),
        new UserEntity.Follow("f", -1, probe()),
        new UserEntity.Erase(RECEIPT, List.of(new PartitionOffsets(0, 1, 7, List.of(9L))), probe()),
        UserEntity.Stop.INSTANCE);
  }

  private static List<ItemEntity.Command> itemCommands() {
    return List.of(
        new ItemEntity.Pull(
            DELIVERY,
            new UserId("u"),
            FACTORS,
            3.5f,
            new Target(4f, 1f),
            1L,
            0.5,
            7L,
            List.of(),
            true,
            VECTOR,
            probe()),
        new ItemEntity.Repel(VECTOR, -0.5f),
        new ItemEntity.Describe(DESCRIPTION, probe()),
        new ItemEntity.Remove(probe()),
        new ItemEntity.Place(FACTORS, probe()),
        ItemEntity.Stop.INSTANCE);
  }

  private static List<IndexPartition.Command> indexCommands() {
    IndexQuery query = new IndexQuery(IndexQuery.Ranking.COSINE, VECTOR);
    List<IndexQuery.Boost> boosts = List.of(new IndexQuery.Boost(everyFilter(), -0.5));
    return List.of(
        new IndexPartition.Moved(INDEXED, 7L),
        new IndexPartition.TopK(query, 5, List.of(ITEM), probe()),
        new IndexPartition.TopK(IndexQuery.byHeat(), 5, List.of(), probe()),
        new IndexPartition.TopK(
            query.with(everyFilter(), boosts).withBonus(0.5).detailed(true), 5, List.of(), probe()),
        new IndexPartition.TopK(
            IndexQuery.byContent(
                List.of(new IndexQuery.Described(List.of("word ä", "category b"), 0.5)), 2),
            5,
            List.of(),
            FactorVector.of(),
            probe()),
        new IndexPartition.TopK(
            query, 5, List.of(ITEM, new ItemId("j")), FactorVector.of(0.5f), probe()),
        new IndexPartition.GetItems(List.of(ITEM), probe()),
        new IndexPartition.Sample(4, probe()),
        new IndexPartition.GetStatus(probe()),
        new IndexPartition.JournalRead(CHANGES, Optional.empty(), 0, 0),
        new IndexPartition.JournalRead(
            CHANGES,
            Optional.of(new IndexStore.Heads(3, 9, List.of(new IndexStore.Head(ITEM, 7)))),
            2,
            4));
  }

  private static List<UserPartition.Command> crowdCommands() {
    return List.of(
        new UserPartition.Moved(new IndexedUser(new UserId("u"), 7, VECTOR)),
        new UserPartition.Moved(IndexedUser.unknown(new UserId("u"), 8)),
        new UserPartition.FindAlike(VECTOR, 5, new UserId("u"), probe()),
        new UserPartition.GetStatus(probe()),
        UserPartition.Rest.INSTANCE);
  }

  private static Filter everyFilter() {
    AttributeValue text = new AttributeValue.Text("ä");
    AttributeValue time = new AttributeValue.Time(-7);
    return new Filter.AllOf(
        List.of(
            new Filter.Not(new Filter.Category(List.of("a", "b"))),
            new Filter.AnyOf(
                List.of(
                    new Filter.Attribute("a", List.of(text, new AttributeValue.Flag(true), time)),
                    new Filter.Comparison("b", Filter.Side.AT_MOST, time),
                    Filter.everything()))));
  }

  @Test
  void everyFilter_isInASample() {
    assertThat(Filter.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(
            Filter.AllOf.class,
            Filter.AnyOf.class,
            Filter.Not.class,
            Filter.Category.class,
            Filter.Attribute.class,
            Filter.Comparison.class);
  }

  private static List<PagedLists.Command> listCommands() {
    return List.of(
        new PagedLists.Open("l", ASKED, List.of(ITEM), probe()),
        new PagedLists.GetShown("l", probe()),
        new PagedLists.Show("l", 1, List.of(ITEM), probe()));
  }

  private static List<JournalTail.Command> tailCommands() {
    return List.of(JournalTail.Stop.INSTANCE);
  }

  private static List<CborSerializable> replies() {
    return List.of(
        new UserEntity.Observed(RECORD, UserEntity.Outcome.REPEATED, Float.NaN),
        new UserEntity.Erasure(Optional.of(RECEIPT)),
        new UserEntity.Standing(9, 7, true),
        new UserEntity.Profile(
            new UserId("u"),
            FACTORS,
            3.5f,
            List.of(ITEM),
            List.of(ITEM),
            2,
            Long.MAX_VALUE,
            Long.MIN_VALUE),
        new UserEntity.Profile(
            new UserId("u"),
            FACTORS,
            3.5f,
            List.of(ITEM),
            List.of(ITEM),
            2,
            1,
            2,
            Minutes.wrap(Integer.MAX_VALUE),
            List.of()),
        new ItemEntity.Gradient(RECORD, 0.5f, VECTOR, true, 0.25f),
        new ItemEntity.Refused(RECORD),
        new UserPartition.Found(List.of(new AlikeUser(new UserId("u"), 0.1))),
        new IndexPartition.Hits(3, List.of(new Hit(ITEM, 0.1, "Tïtle", List.of("a")))),
        new IndexPartition.Hits(
            3,
            List.of(
                new Hit(
                    ITEM, 0.1, "", List.of(), new Hit.Detail(VECTOR, 0.5f, List.of(0, 3), 0.25)))),
        new IndexPartition.Hits(
            3,
            List.of(
                new Hit(
                    ITEM,
                    0.1,
                    "",
                    List.of(),
                    new Hit.Detail(VECTOR, 0.5f, List.of(), 0, List.of(0.5, -0.25)))),
            true),
        new IndexPartition.Found(List.of(INDEXED)),
        new IndexPartition.Sampled(3, List.of(INDEXED), 9),
        new IndexPartition.Status(3, true, 9, 81),
        new PagedLists.Shown(Optional.of(ASKED), 2, List.of(ITEM)),
        new PagedLists.Noted(true));
  }

  private static List<Class<?>> classesOf(List<?> samples) {
    return samples.stream().<Class<?>>map(Object::getClass).distinct().toList();
  }

  private static List<Class<?>> open(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .<Class<?>>map(type -> type)
        .filter(type -> !Modifier.isPrivate(type.getModifiers()))
        .toList();
  }

  /** The records nested in an actor that leave the node without being its commands. */
  private static Stream<Class<?>> replyClasses(Class<?> actor, Class<?> command) {
    return Arrays.stream(actor.getDeclaredClasses())
        .filter(CborSerializable.class::isAssignableFrom)
        .filter(type -> !command.isAssignableFrom(type) && !type.isInterface())
        .map(type -> type);
  }

  @Test
  void samples_everyOpenMessage_hasOne() {
    assertThat(classesOf(userCommands()))
        .containsExactlyInAnyOrderElementsOf(open(UserEntity.Command.class));
    assertThat(classesOf(itemCommands()))
        .containsExactlyInAnyOrderElementsOf(open(ItemEntity.Command.class));
    assertThat(classesOf(indexCommands()))
        .containsExactlyInAnyOrderElementsOf(open(IndexPartition.Command.class));
    assertThat(classesOf(crowdCommands()))
        .containsExactlyInAnyOrderElementsOf(open(UserPartition.Command.class));
    assertThat(classesOf(listCommands()))
        .containsExactlyInAnyOrderElementsOf(open(PagedLists.Command.class));
    assertThat(classesOf(tailCommands()))
        .containsExactlyInAnyOrderElementsOf(open(JournalTail.Command.class));
    assertThat(classesOf(replies()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    replyClasses(UserEntity.class, UserEntity.Command.class),
                    replyClasses(ItemEntity.class, ItemEntity.Command.class),
                    replyClasses(IndexPartition.class, IndexPartition.Command.class),
                    replyClasses(UserPartition.class, UserPartition.Command.class),
                    replyClasses(PagedLists.class, PagedLists.Command.class))
                .flatMap(classes -> classes)
                .toList());
  }

  @Test
  void serialize_everyMessage_comesBackEqual() {
    Stream.of(
            userCommands(),
            itemCommands(),
            indexCommands(),
            crowdCommands(),
            listCommands(),
            tailCommands(),
            replies())
        .flatMap(List::stream)
        .forEach(
            message -> {
              assertThat(
                      SerializationExtension.get(KIT.actors().system())
                          .findSerializerFor(message)
                          .identifier())
                  .as(message.getClass().getName())
                  .isEqualTo(JACKSON_CBOR);
              KIT.actors().serializationTestKit().verifySerialization(message, true);
            });
  }

  @Test
  void serialize_answersThatMayBeRefusals_comeBackEqual() {
    UserEntity.Erasure erasure = new UserEntity.Erasure(Optional.of(RECEIPT));
    Stream.of(StatusReply.success(erasure), StatusReply.ack(), StatusReply.error("no"))
        .forEach(reply -> KIT.actors().serializationTestKit().verifySerialization(reply, true));
  }

  /**
   * Waits for the answer to {@code first}, so that the actor has started; then sends all commands
   * and waits for so many answers.
   */
  private static <T> void handlesAll(
      Behavior<T> behavior, T first, List<T> commands, Class<?> answer, int answers) {
    TestProbe<UnhandledMessage> unhandled = KIT.actors().createUnhandledMessageProbe();
    ActorRef<T> actor = KIT.spawn(behavior);
    actor.tell(first);
    await(answer, 1);
    commands.forEach(actor::tell);
    await(answer, answers);
    ActorRef<String> deaf = KIT.spawn(Behaviors.receive(String.class).build());
    deaf.tell("not handled");
    assertThat(unhandled.receiveMessage().message()).isEqualTo("not handled");
    unhandled.stop();
  }

  private static void await(Class<?> answer, int times) {
    int missing = times;
    while (missing > 0) {
      missing -= answer.isInstance(PROBE.receiveMessage()) ? 1 : 0;
    }
  }

  @Test
  void user_everyCommand_isHandled() {
    UserPeers peers =
        new UserPeers() {
          @Override
          public void tell(ItemId item, ItemEntity.Command command) {
            PROBE.ref().tell(command);
          }

          @Override
          public void tell(int partition, IndexPartition.Command command) {}

          @Override
          public SampleShares shares() {
            return new SampleShares(NegativeSource.RECENT, 1);
          }
        };
    handlesAll(
        UserEntity.create(
            Namespace.MAIN,
            KIT.newUser(),
            SGD,
            InteractionRules.defaults(),
            EntityKit.SETTINGS,
            peers),
        new UserEntity.GetProfile(Optional.empty(), probe()),
        userCommands(),
        StatusReply.class,
        3); // a profile, a standing and an erasure; the other profile one asks for a record that
    // does not
    // become durable
  }

  @Test
  void item_everyCommand_isHandled() {
    handlesAll(
        ItemEntity.create(
            Namespace.MAIN,
            KIT.newItem(),
            SGD,
            EntityKit.SETTINGS,
            EntityKit.CLOCK,
            PROBE.ref()::tell),
        new ItemEntity.Describe(DESCRIPTION, probe()),
        itemCommands(),
        StatusReply.class,
        2);
  }

  @Test
  void list_everyCommand_isHandled() {
    handlesAll(
        PagedLists.create(
            new ListSettings(Duration.ofMinutes(1), 1),
            new AtomicInteger(),
            new SetClock(Instant.EPOCH)),
        new PagedLists.Open("l", ASKED, List.of(), probe()),
        listCommands(),
        PagedLists.Noted.class,
        2);
  }

  @Test
  void index_everyCommand_isHandled() {
    IndexPartition.Command last = new IndexPartition.GetItems(List.of(), probe());
    handlesAll(
        IndexPartition.create(
            0,
            SGD,
            EntityKit.SETTINGS,
            new EmptyStore(),
            EntityWatch.NONE,
            new SetClock(Instant.EPOCH),
            Optional::empty),
        last,
        Stream.concat(indexCommands().stream(), Stream.of(last)).toList(),
        IndexPartition.Found.class,
        2);
  }

  @Test
  void crowd_everyCommand_isHandled() {
    UserPartition.Command last = new UserPartition.FindAlike(VECTOR, 1, new UserId("u"), probe());
    handlesAll(
        UserPartition.create(0, 2, EntityKit.SETTINGS, new NoUsers(), Optional::empty),
        last,
        Stream.concat(crowdCommands().stream(), Stream.of(last)).toList(),
        UserPartition.Found.class,
        2);
  }

  private static final class NoUsers implements UserStore {
    @Override
    public CompletionStage<UserStore.Rows> rows(int partition) {
      return CompletableFuture.completedFuture(new UserStore.Rows(List.of(), 0));
    }

    @Override
    public CompletionStage<UserStore.Changes> changes(long after, Predicate<UserId> wanted) {
      return CompletableFuture.completedFuture(new UserStore.Changes(after, List.of()));
    }

    @Override
    public CompletionStage<Long> save(int partition, List<IndexedUser> rows, long ordering) {
      return CompletableFuture.completedFuture(ordering);
    }
  }

  private static final class EmptyStore implements IndexStore {
    @Override
    public CompletionStage<IndexStore.Rows> rows(int partition) {
      return CompletableFuture.completedFuture(new IndexStore.Rows(List.of(), 0));
    }

    @Override
    public CompletionStage<List<IndexStore.Change>> changes(List<IndexStore.Gap> gaps) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<IndexStore.Heads> heads(long after, Predicate<ItemId> wanted) {
      return CompletableFuture.completedFuture(new IndexStore.Heads(after, after, List.of()));
    }

    @Override
    public CompletionStage<Long> newest() {
      return CompletableFuture.completedFuture(0L);
    }

    @Override
    public CompletionStage<Done> save(int partition, List<IndexedItem> rows, long ordering) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
  }
}
