package tandem.app.database;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import tandem.app.AppConfig;
import tandem.entity.Journal;
import tandem.entity.Namespace;
import tandem.entity.Snapshots;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;

/**
 * An actor system with the program's configuration that writes journals as the entities do, until
 * it is closed.
 */
public final class TestJournal implements AutoCloseable {

  /** How many events lie between two snapshots. */
  public static final int SNAPSHOT_EVERY = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ItemSnapshot EMPTY =
      new ItemSnapshot(
          new Factors(FactorVector.of(0f), 0f, 0f, 0), 0, List.of(), ItemDescription.NONE, false);

  private final ActorTestKit kit;
  private final TestProbe<Stored> answers;

  /** What a journal holds: the state after its events, and how many they are. */
  record Stored(ItemSnapshot state, long sequence) {}

  /** What a journal says that can't be read. */
  static final Stored UNREADABLE = new Stored(EMPTY, -1);

  private TestJournal(ActorTestKit kit) {
    this.kit = kit;
    this.answers = kit.createTestProbe(Stored.class);
  }

  /** Starts on a database whose tables are there. */
  public static TestJournal open(DatabaseSettings settings) {
    Config config =
        settings
            .pluginConfig()
            .withFallback(ConfigFactory.parseString("akka.coordinated-shutdown.exit-jvm = off"))
            .withFallback(AppConfig.load(Optional.empty()));
    return new TestJournal(ActorTestKit.create("journal", config));
  }

  /** Akka's serialization with the program's bindings. */
  public Serialization serialization() {
    return SerializationExtension.get(kit.system());
  }

  /** Recovers the journal, writes the events as one group, and returns when they are durable. */
  public void write(String kind, String id, ItemEvent... events) {
    ActorRef<Write<ItemEvent>> journal = journal(kind, id);
    answers.receiveMessage(PATIENCE);
    journal.tell(new Write<>(List.of(events), events.length));
    answers.receiveMessage(PATIENCE);
    kit.stop(journal);
  }

  /**
   * Writes as an entity with such states does, snapshots too, and returns when the events are
   * durable; the snapshots may come later.
   */
  public <E, S> void write(
      String kind,
      String id,
      S empty,
      BiFunction<S, E, S> apply,
      SnapshotAdapter<S> snapshots,
      List<E> events) {
    TestProbe<Long> sequences = kit.createTestProbe(Long.class);
    ActorRef<Write<E>> journal =
        kit.spawn(
            writer(
                PersistenceId.of(kind, id),
                new Shape<>(empty, apply, snapshots),
                (state, sequence) -> sequences.ref().tell(sequence),
                () -> sequences.ref().tell(-1L)));
    sequences.receiveMessage(PATIENCE);
    journal.tell(new Write<>(events, events.size()));
    sequences.receiveMessage(PATIENCE);
    kit.stop(journal);
  }

  /** Tries until {@code condition} throws nothing. */
  public void await(Runnable condition) {
    answers.awaitAssert(
        PATIENCE,
        () -> {
          condition.run();
          return null;
        });
  }

  /** Writes the journals of the items {@code i0}, {@code i1}, … side by side. */
  public void writeItems(int items, IntFunction<List<ItemEvent>> events) {
    List<ActorRef<Write<ItemEvent>>> journals = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      List<ItemEvent> all = events.apply(i);
      if (!all.isEmpty()) {
        ActorRef<Write<ItemEvent>> journal = journal("item", "i" + i);
        journal.tell(new Write<>(all, 1));
        journals.add(journal);
      }
    }
    for (int answer = 0; answer < 2 * journals.size(); answer++) {
      answers.receiveMessage(PATIENCE);
    }
    journals.forEach(kit::stop);
  }

  /** What a journal recovers to. */
  Stored recover(String kind, String id) {
    TestProbe<Stored> own = kit.createTestProbe(Stored.class); // an unreadable one says it twice
    ActorRef<Write<ItemEvent>> journal = journal(kind, id, own.ref());
    Stored stored = own.receiveMessage(PATIENCE);
    kit.stop(journal);
    return stored;
  }

  /** What the journals of {@code ids} recover to, all at the same time. */
  List<Stored> recoverAll(String kind, List<String> ids) {
    List<TestProbe<Stored>> probes = new ArrayList<>();
    List<ActorRef<Write<ItemEvent>>> journals = new ArrayList<>();
    for (String id : ids) {
      probes.add(kit.createTestProbe(Stored.class));
      journals.add(journal(kind, id, probes.get(probes.size() - 1).ref()));
    }
    List<Stored> stored = probes.stream().map(probe -> probe.receiveMessage(PATIENCE)).toList();
    journals.forEach(kit::stop);
    return stored;
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }

  private ActorRef<Write<ItemEvent>> journal(String kind, String id) {
    return journal(kind, id, answers.ref());
  }

  private ActorRef<Write<ItemEvent>> journal(String kind, String id, ActorRef<Stored> entity) {
    return kit.spawn(
        writer(
            PersistenceId.of(kind, id),
            new Shape<>(
                EMPTY,
                TestJournal::apply,
                new Snapshots<>(ItemSnapshot.class, state -> state, state -> state)),
            (state, sequence) -> entity.tell(new Stored(state, sequence)),
            () -> entity.tell(UNREADABLE)));
  }

  /** Write these events. */
  record Write<E>(List<E> events, int gathered) {}

  private record Shape<E, S>(S empty, BiFunction<S, E, S> apply, SnapshotAdapter<S> snapshots) {}

  private record Recovered(Runnable say) {}

  private static Behavior<Object> run(Runnable say) {
    say.run();
    return Behaviors.same();
  }

  /** An entity that is nothing but its journal. */
  @SuppressWarnings("unchecked") // it is told writes, and what its journal says
  private static <E, S> Behavior<Write<E>> writer(
      PersistenceId id, Shape<E, S> shape, BiConsumer<S, Long> said, Runnable unreadable) {
    Behavior<Object> writer =
        Behaviors.withStash(
            8,
            stash ->
                Behaviors.setup(
                    context -> {
                      Journal<Object, E, S> journal =
                          new Journal<>(
                              context,
                              Namespace.MAIN,
                              id,
                              new Journal.Spec<>(
                                  shape.apply(),
                                  shape.snapshots(),
                                  SNAPSHOT_EVERY,
                                  2,
                                  (state, sequence) ->
                                      new Recovered(() -> said.accept(state, sequence)),
                                  (state, sequence) ->
                                      (Runnable) () -> said.accept(state, sequence),
                                  unreadable,
                                  (Runnable) () -> {}),
                              shape::empty);
                      Behavior<Object> ready =
                          Behaviors.receive(Object.class)
                              .onMessage(Runnable.class, TestJournal::run)
                              .onMessage(
                                  Write.class,
                                  write -> {
                                    journal.write((List<E>) write.events(), write.gathered());
                                    return Behaviors.same();
                                  })
                              .build();
                      return Behaviors.receive(Object.class)
                          .onMessage(
                              Recovered.class,
                              recovered -> {
                                recovered.say().run();
                                return stash.unstashAll(ready);
                              })
                          .onMessage(Runnable.class, TestJournal::run)
                          .onMessage(
                              Write.class,
                              write -> {
                                stash.stash(write);
                                return Behaviors.same();
                              })
                          .build();
                    }));
    return writer.narrow();
  }

  private static ItemSnapshot apply(ItemSnapshot state, ItemEvent event) {
    if (event instanceof ItemEvent.Learned learned) {
      return new ItemSnapshot(
          learned.factors(), learned.heat(), List.of(), state.description(), state.removed());
    }
    if (event instanceof ItemEvent.Described described) {
      return new ItemSnapshot(
          state.factors(), state.heat(), List.of(), described.description(), false);
    }
    return new ItemSnapshot(state.factors(), state.heat(), List.of(), ItemDescription.NONE, true);
  }
}
