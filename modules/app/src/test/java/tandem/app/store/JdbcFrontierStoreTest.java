package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.store.StoreFixture.await;
import static tandem.app.store.StoreFixture.succeeds;

import akka.Done;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.database.TestDatabase;
import tandem.ingest.Frontier.Progress;

final class JdbcFrontierStoreTest {

  private static final String TOPIC = "user_behavior";

  @ParameterizedTest
  @EnumSource
  void epoch_newTopicId_isAboveAllBefore(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcFrontierStore store = store(fixture);

      assertThat(await(store.epoch(TOPIC, "x"))).isEqualTo(0);
      assertThat(await(store.epoch(TOPIC, "y"))).isEqualTo(1);
      assertThat(await(store.epoch(TOPIC, "z"))).isEqualTo(2);
      assertThat(await(store.epoch("another", "x"))).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void epoch_knownTopicId_staysAfterRestart(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    var settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings)) {
      await(store(fixture).epoch(TOPIC, "x"));
      await(store(fixture).epoch(TOPIC, "y"));
    }
    try (StoreFixture fixture = new StoreFixture(settings)) {
      assertThat(await(store(fixture).epoch(TOPIC, "x"))).isEqualTo(0);
      assertThat(await(store(fixture).epoch(TOPIC, "y"))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void epoch_askedByManyAtOnce_isGivenToOneTopicId(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcFrontierStore store = store(fixture);
      List<CompletionStage<Integer>> asked = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        asked.add(store.epoch(TOPIC, "id" + i % 4));
      }
      for (CompletionStage<Integer> stage : asked) {
        succeeds(stage); // The primary key may refuse some: a stream that fails asks again.
      }
      List<Integer> epochs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        epochs.add(await(store.epoch(TOPIC, "id" + i)));
      }

      assertThat(epochs).containsExactlyInAnyOrder(0, 1, 2, 3);
      for (int i = 0; i < 40; i++) {
        if (succeeds(asked.get(i))) {
          assertThat(await(asked.get(i))).isEqualTo(epochs.get(i % 4));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void load_nothingSaved_isEmpty(TestDatabase kind, @TempDir Path directory) throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      assertThat(await(store(fixture).load(TOPIC, 0, 0))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void save_lowerFrontier_changesNothing(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcFrontierStore store = store(fixture);
      Progress higher = new Progress(3_000_000_000L, 9, -4.25);

      await(store.save(TOPIC, 0, 3, new Progress(7, 5, 2.5)));
      await(store.save(TOPIC, 0, 3, higher));
      await(store.save(TOPIC, 0, 3, new Progress(2_999_999_999L, 8, 1.0)));

      assertThat(await(store.load(TOPIC, 0, 3))).contains(higher);
    }
  }

  @ParameterizedTest
  @EnumSource
  void save_otherTopicEpochOrPartition_isKeptApart(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcFrontierStore store = store(fixture);

      await(store.save(TOPIC, 0, 0, new Progress(9, 0, 0)));
      await(store.save(TOPIC, 0, 1, new Progress(1, 0, 0)));
      await(store.save(TOPIC, 1, 0, new Progress(2, 0, 0)));
      await(store.save("another", 0, 0, new Progress(3, 0, 0)));

      assertThat(await(store.load(TOPIC, 0, 0)).orElseThrow().nextOffset()).isEqualTo(9);
      assertThat(await(store.load(TOPIC, 0, 1)).orElseThrow().nextOffset()).isEqualTo(1);
      assertThat(await(store.load(TOPIC, 1, 0)).orElseThrow().nextOffset()).isEqualTo(2);
      assertThat(await(store.load("another", 0, 0)).orElseThrow().nextOffset()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void save_anyOrderAtOnce_keepsTheHighest(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcFrontierStore store = store(fixture);
      await(store.save(TOPIC, 0, 0, new Progress(1, 0, 0)));
      List<Integer> offsets = new ArrayList<>();
      for (int offset = 2; offset <= 200; offset++) {
        offsets.add(offset);
      }
      Collections.shuffle(offsets, new Random(7));

      List<CompletionStage<Done>> saved =
          offsets.stream().map(o -> store.save(TOPIC, 0, 0, new Progress(o, o, o))).toList();
      for (CompletionStage<Done> stage : saved) {
        await(stage);
      }

      assertThat(await(store.load(TOPIC, 0, 0))).contains(new Progress(200, 200, 200));
    }
  }

  private static JdbcFrontierStore store(StoreFixture fixture) {
    return new JdbcFrontierStore(fixture.sql(), Clock.systemUTC());
  }
}
