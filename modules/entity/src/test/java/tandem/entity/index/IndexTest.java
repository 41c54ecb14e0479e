package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.RecordingWatch;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.protocol.ItemDescription;
import tandem.ranking.Penalties;

final class IndexTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Duration LONG = Presence.SILENCE.multipliedBy(40);
  private static final Duration SHORT = Presence.SILENCE.dividedBy(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 4;
  private static final int AWAY = 2;

  private final Partitions partitions = new Partitions();
  private final RecordingWatch watch = new RecordingWatch();
  private final LocalPartitions here = new LocalPartitions();
  private final FakeClerk clerk = new FakeClerk(false);
  private final Index index = new Index(PARTITIONS, partitions, here, KIT.system(), watch);

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  /** Partitions of one item each; one of them says nothing while it is silent. */
  private static final class Partitions implements Scatter.Asker<IndexPartition.Command> {
    private volatile boolean silent;
    private volatile boolean loaded = true;
    private final Map<Integer, IndexPartition.TopK> asked = new ConcurrentHashMap<>();
    private final AtomicInteger queriesToTheSilent = new AtomicInteger();

    @Override
    @SuppressWarnings("unchecked") // each command has one kind of answer
    public <T> CompletionStage<T> ask(
        int partition, Function<ActorRef<T>, IndexPartition.Command> query, Duration timeout) {
      IndexPartition.Command command = query.apply(KIT.system().deadLetters().narrow());
      if (partition == AWAY && !(command instanceof IndexPartition.GetStatus)) {
        queriesToTheSilent.incrementAndGet();
      }
      if (partition == AWAY && silent) {
        return CompletableFuture.<T>failedFuture(new TimeoutException("silent"));
      }
      return CompletableFuture.completedFuture((T) answer(partition, command));
    }

    private Object answer(int partition, IndexPartition.Command command) {
      if (command instanceof IndexPartition.TopK topK) {
        asked.put(partition, topK);
        return new IndexPartition.Hits(
            partition, List.of(new Hit(item(partition), partition, "", List.of())));
      }
      if (command instanceof IndexPartition.GetItems get) {
        return new IndexPartition.Found(get.ids().stream().map(IndexTest::known).toList());
      }
      return new IndexPartition.Status(partition, loaded || partition != AWAY, 1, 10 + partition);
    }
  }

  private static IndexedItem known(ItemId id) {
    return new IndexedItem(id, 1, FactorVector.of(1f), 0f, 0, 0, ItemDescription.NONE, false);
  }

  /** An item of a partition. */
  private static ItemId item(int partition) {
    return IntStream.range(0, 1000)
        .mapToObj(n -> new ItemId("i" + n))
        .filter(id -> id.partition(PARTITIONS) == partition)
        .findFirst()
        .orElseThrow();
  }

  private Index.Ranked topK(Duration timeout) {
    return get(index.topK(IndexQuery.byHeat(), 10, Set.of(), timeout));
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Test
  void totals_areOfThePartitionsThatAnswer() {
    assertThat(get(index.totals(LONG))).isEqualTo(new Index.Totals(4, 10 + 11 + 12 + 13));
    partitions.silent = true;
    assertThat(get(index.totals(SHORT))).isEqualTo(new Index.Totals(3, 10 + 11 + 13));
  }

  @Test
  void topK_allAnswer_isComplete() {
    Index.Ranked ranked = topK(LONG);

    assertThat(ranked.coverage()).isEqualTo(1.0);
    assertThat(ranked.missing()).isEmpty();
    assertThat(ranked.hits())
        .extracting(Hit::item)
        .containsExactly(item(3), item(2), item(1), item(0));
  }

  @Test
  void topK_excludedAndPenalised_areToldToTheirPartitionsOnly() {
    ItemId elsewhere = new ItemId("elsewhere");
    int partition = elsewhere.partition(PARTITIONS);
    Set<ItemId> exclude = Set.of(item(0), item(1), item(2), item(3));
    Penalties<ItemId> less =
        new Penalties<>(List.of(elsewhere, new ItemId("there")), FactorVector.of(2f, 3f));

    Index.Ranked unused = get(index.topK(IndexQuery.byHeat(), 10, exclude, less, LONG));

    int penalised = 0;
    for (int p = 0; p < PARTITIONS; p++) {
      IndexPartition.TopK asked = Objects.requireNonNull(partitions.asked.get(p));
      int first = asked.penalties().length();
      assertThat(asked.exclude()).hasSize(first + 1).endsWith(item(p));
      penalised += first;
    }
    IndexPartition.TopK there = Objects.requireNonNull(partitions.asked.get(partition));
    assertThat(penalised).isEqualTo(2);
    assertThat(there.penalties().get(there.exclude().indexOf(elsewhere))).isEqualTo(2f);
  }

  @Test
  void topK_partitionSilent_isOfTheOthersAndNamesIt() {
    partitions.silent = true;

    Index.Ranked ranked = topK(LONG);

    assertThat(ranked.coverage()).isEqualTo(0.75);
    assertThat(ranked.missing()).containsExactly(AWAY);
    assertThat(ranked.hits()).extracting(Hit::item).containsExactly(item(3), item(1), item(0));
    assertThat(watch.told("listed")).containsExactly("listed without 1");
  }

  @Test
  void topK_partitionHasBeenSilent_isNotAskedUntilItAnswers() {
    partitions.silent = true;
    Index.Ranked unused = topK(LONG);

    assertThat(topK(LONG).missing()).containsExactly(AWAY);
    assertThat(partitions.queriesToTheSilent).hasValue(1);

    partitions.loaded = false;
    partitions.silent = false;
    assertThat(topK(LONG).missing()).containsExactly(AWAY);

    partitions.loaded = true;
    KIT.createTestProbe()
        .awaitAssert(
            PATIENCE,
            () -> {
              assertThat(topK(LONG).coverage()).isEqualTo(1.0);
              return null;
            });
  }

  @Test
  void loaded_partitionSilentOrLoading_isNotAmongThem() {
    assertThat(get(index.loaded(LONG))).containsExactlyInAnyOrder(0, 1, AWAY, 3);
    partitions.loaded = false;
    assertThat(get(index.loaded(LONG))).containsExactlyInAnyOrder(0, 1, 3);
    partitions.silent = true;
    assertThat(get(index.loaded(LONG))).containsExactlyInAnyOrder(0, 1, 3);
  }

  @Test
  void topK_impatientQuery_doesNotMakeThePartitionAway() {
    partitions.silent = true;
    Index.Ranked unused = topK(SHORT);
    partitions.silent = false;

    assertThat(topK(SHORT).coverage()).isEqualTo(1.0);
  }

  @Test
  void find_partitionSilent_namesItAndFindsTheRest() {
    partitions.silent = true;

    Index.Known found = get(index.find(List.of(item(0), item(AWAY)), LONG));

    assertThat(found.known()).containsOnlyKeys(item(0));
    assertThat(found.missing()).containsExactly(AWAY);
  }

  @Test
  void items_partitionSilent_fails() {
    partitions.silent = true;

    assertThatThrownBy(() -> get(index.items(List.of(item(AWAY)), LONG)))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(get(index.items(List.of(item(0)), LONG))).containsOnlyKeys(item(0));
  }

  @Test
  void topK_partitionsThatAreHere_areAskedAtTheirDesksWithOneThreshold() {
    PartitionDesk desk = open(0);
    PartitionDesk leaving = open(3);
    CompletionStage<Index.Ranked> list = index.topK(IndexQuery.byHeat(), 10, Set.of(), LONG);
    desk.serve();
    PartitionDesk.Waiting first = clerk.first();
    clerk.scans.clear();
    leaving.serve();
    PartitionDesk.Waiting second = clerk.first();
    first.threshold().raise(7);
    assertThat(second.threshold().get()).isEqualTo(7);
    assertThat(list.toCompletableFuture()).isNotDone();

    first.answer().accept(new IndexPartition.Hits(0, List.of()));
    second.closed().run(); // leaves while the query waits, and is asked where it is then
    assertThat(get(list).hits())
        .extracting(Hit::item)
        .containsExactly(item(3), item(AWAY), item(1));
    assertThat(partitions.asked.keySet()).containsExactlyInAnyOrder(1, AWAY, 3);
  }

  @Test
  void pool_partitionsThatAreHere_keepWhatTheListNeedNotHave() {
    PartitionDesk desk = open(0);
    CompletionStage<List<Index.Ranked>> unused = pools(1);
    desk.serve();
    PartitionDesk.Waiting asked = clerk.first();
    asked.threshold().raise(7); // by a part that is not as long as the list

    assertThat(asked.threshold().get()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void topK_deskThatDoesNotAnswerInTime_isMissing() {
    PartitionDesk desk = open(1);
    Index.Ranked ranked = topK(SHORT);
    assertThat(ranked.missing()).containsExactly(1);

    desk.serve();
    clerk.first().answer().accept(new IndexPartition.Hits(1, List.of())); // too late
    assertThat(ranked.hits()).hasSize(PARTITIONS - 1);
  }

  @Test
  void pools_severalRankings_areAskedOfAPartitionTogetherAndInOneOrder() {
    open(0);
    open(1);
    open(AWAY);
    open(3);
    clerk.quick = true;
    clerk.answer =
        one -> one.answer().accept(new IndexPartition.Hits(0, List.of(hit(one.query().query()))));
    CompletionStage<List<Index.Ranked>> lists = pools(1, 2, 3);

    assertThat(lists.toCompletableFuture()).isCompleted(); // nobody waits for another thread
    assertThat(get(lists))
        .extracting(list -> list.hits().get(0).score())
        .containsExactly(1.0, 2.0, 3.0);
    assertThat(clerk.scans).hasSize(PARTITIONS);
    assertThat(clerk.scans)
        .allSatisfy(
            scan -> {
              assertThat(scan).hasSize(3);
              List<ItemId> leftOut = scan.get(0).query().exclude();
              assertThat(scan)
                  .allSatisfy(one -> assertThat(one.query().exclude()).isSameAs(leftOut));
            });
    assertThat(partitions.asked).isEmpty();
  }

  private static Hit hit(IndexQuery query) {
    return new Hit(item(0), query.bonus(), "", List.of());
  }

  @Test
  void pools_partitionsThatAreElsewhere_areAskedForEachRanking() {
    List<Index.Ranked> lists = get(pools(1, 2));
    assertThat(lists).hasSize(2);
    assertThat(lists).allSatisfy(list -> assertThat(list.hits()).hasSize(PARTITIONS));

    partitions.silent = true;
    lists = get(pools(1, 2));
    assertThat(lists).allSatisfy(list -> assertThat(list.missing()).containsExactly(AWAY));
  }

  private PartitionDesk open(int partition) {
    PartitionDesk desk = new PartitionDesk(clerk, () -> {});
    here.open(partition, desk, IndexFixture.contents(IndexFixture.SGD));
    return desk;
  }

  private CompletionStage<List<Index.Ranked>> pools(double... bonuses) {
    List<Index.Wish> wishes =
        Arrays.stream(bonuses)
            .mapToObj(
                bonus -> new Index.Wish(IndexQuery.byHeat().withBonus(bonus), Penalties.none()))
            .toList();
    return index.pools(wishes, 1, 100, index.leftOut(Set.of()), LONG);
  }
}
