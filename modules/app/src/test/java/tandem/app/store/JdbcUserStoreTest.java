package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.store.StoreFixture.await;
import static tandem.app.store.StoreFixture.succeeds;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.app.database.TestJournal;
import tandem.entity.index.IndexedUser;
import tandem.entity.index.UserStore;
import tandem.entity.user.UserState;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.UserId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.Receipt;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserSnapshot;

/** The read model of the index of users, the journal behind it, and an erasure of both. */
final class JdbcUserStoreTest {

  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final UserId CID = new UserId("cid");
  private static final Factors NOBODY = new Factors(FactorVector.of(0f, 0f), 0f, 0f, 0);
  private static final Receipt RECEIPT = new Receipt("r-1", 7);

  private static FactorVector vector(int n) {
    return FactorVector.of(n, -0.1f);
  }

  private static IndexedUser row(UserId user, long sequence, int n) {
    return new IndexedUser(user, sequence, vector(n));
  }

  private static UserEvent learned(int n) {
    return new UserEvent.Learned(List.of(), List.of(), new Factors(vector(n), 0.5f, 1f, n), 3f);
  }

  private static UserEvent based(int n) {
    UserState state = UserState.fresh(NOBODY, 10).apply(learned(n));
    return new UserEvent.Based(
        (UserSnapshot) UserState.snapshots(10).toJournal(state), Accounted.NOTHING);
  }

  private static UserEvent erased(Receipt receipt) {
    return new UserEvent.Erased(receipt, NOBODY, List.of(), Accounted.NOTHING);
  }

  private static void write(TestJournal journal, UserId user, UserEvent... events) {
    journal.write(
        "user",
        user.value(),
        UserState.fresh(NOBODY, 10),
        UserState::apply,
        UserState.snapshots(10),
        List.of(events));
  }

  private static JdbcUserStore store(StoreFixture fixture, TestJournal journal) {
    return new JdbcUserStore(fixture.sql(), journal.serialization());
  }

  @ParameterizedTest
  @EnumSource
  void rows_afterSaves_areTheNewestOfThoseWhoAreKnown(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      JdbcUserStore store = store(fixture, journal);
      assertThat(await(store.rows(3))).isEqualTo(new UserStore.Rows(List.of(), 0));

      await(store.save(3, List.of(row(ANN, 1, 1), row(BOB, 1, 2), row(CID, 1, 3)), 10));
      await(store.save(3, List.of(row(ANN, 2, 4), IndexedUser.unknown(BOB, 2)), 5_000_000_000L));

      UserStore.Rows rows = await(store.rows(3));
      assertThat(rows.users()).containsExactlyInAnyOrder(row(ANN, 2, 4), row(CID, 1, 3));
      assertThat(rows.ordering()).isEqualTo(5_000_000_000L);
      assertThat(await(store.rows(4))).isEqualTo(new UserStore.Rows(List.of(), 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void save_anotherNodeIsFurther_isRefusedAndChangesNothing(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      JdbcUserStore store = store(fixture, journal);
      await(store.save(0, List.of(row(ANN, 2, 1)), 10));

      assertThat(succeeds(store.save(0, List.of(IndexedUser.unknown(ANN, 9)), 9))).isFalse();
      assertThat(succeeds(store.replace(0, List.of(), 9))).isFalse();
      assertThat(await(store.rows(0))).isEqualTo(new UserStore.Rows(List.of(row(ANN, 2, 1)), 10));

      await(store.replace(0, List.of(row(BOB, 1, 2)), 10));
      assertThat(await(store.rows(0))).isEqualTo(new UserStore.Rows(List.of(row(BOB, 1, 2)), 10));
    }
  }

  @ParameterizedTest
  @EnumSource
  void changes_ofUsers_areTheNewestOfEachThatIsWanted(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      JdbcUserStore store = store(fixture, journal);
      assertThat(await(store.changes(5, user -> true)))
          .isEqualTo(new UserStore.Changes(5, List.of()));

      write(journal, ANN, learned(1), learned(2));
      write(journal, BOB, learned(1), erased(RECEIPT));
      long before = await(store.changes(0, user -> false)).upTo();
      write(journal, CID, learned(1), based(7));
      journal.write("item", "ann", new tandem.protocol.journal.ItemEvent.Removed());

      UserStore.Changes all = await(store.changes(0, user -> true));
      assertThat(all.users())
          .containsExactlyInAnyOrder(row(ANN, 2, 2), IndexedUser.unknown(BOB, 2), row(CID, 2, 7));
      assertThat(all.upTo()).isEqualTo(await(store.save(1, List.of(), 0)));
      assertThat(await(store.changes(before, user -> true)).users())
          .containsExactly(row(CID, 2, 7));
      assertThat(await(store.changes(0, ANN::equals)).users()).containsExactly(row(ANN, 2, 2));

      fixture.execute(
          "update event_journal set event_ser_manifest = 'tandem.Nothing'"
              + " where persistence_id = 'user|ann'");
      assertThat(await(store.changes(0, ANN::equals)).users()).as("can't be read").isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void remove_erasedUser_takesTheRowWithTheEventsAndLeavesThatOfALaterLife(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      JdbcUserStore store = store(fixture, journal);
      JdbcErasures erasures = new JdbcErasures(fixture.sql(), journal.serialization());
      await(store.save(0, List.of(row(ANN, 2, 2), row(BOB, 2, 1)), 1));
      assertThat(await(erasures.ask(ANN, RECEIPT))).isEqualTo(RECEIPT);
      assertThat(await(erasures.remove(RECEIPT, ANN, false))).as("no tombstone yet").isEmpty();
      assertThat(await(store.rows(0)).users()).hasSize(2);

      write(journal, ANN, learned(1), learned(2), erased(RECEIPT));
      assertThat(await(erasures.remove(RECEIPT, ANN, false)))
          .contains(new JdbcErasures.Removed(0, 3));
      assertThat(await(store.rows(0)).users()).containsExactly(row(BOB, 2, 1));

      // A write that was under way meanwhile is found by the second look; a later life is not.
      await(store.save(0, List.of(row(ANN, 2, 2)), 1));
      assertThat(await(erasures.remove(RECEIPT, ANN, true))).isPresent();
      assertThat(await(store.rows(0)).users()).containsExactly(row(BOB, 2, 1));
      List<IndexedUser> later = new ArrayList<>(List.of(row(ANN, 4, 5)));
      await(store.save(0, later, 1));
      assertThat(await(erasures.remove(RECEIPT, ANN, true))).isPresent();
      assertThat(await(store.rows(0)).users())
          .containsExactlyInAnyOrder(row(ANN, 4, 5), row(BOB, 2, 1));
    }
  }
}
