package tandem.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.model.CooccurrenceSettings;
import tandem.model.TrendWindows;
import tandem.model.UserId;

class EntitySettingsTest {

  private static final Config DEFAULTS = ConfigFactory.load();

  private static Config with(String key, String value) {
    return ConfigFactory.parseString("tandem.entity." + key + " = " + value).withFallback(DEFAULTS);
  }

  @Test
  void of_referenceConf_isAsDocumented() {
    assertThat(EntitySettings.of(DEFAULTS))
        .isEqualTo(
            new EntitySettings(
                16,
                100,
                Duration.ZERO,
                200,
                2,
                Duration.ofSeconds(5),
                1_000,
                Duration.ofDays(7),
                new TrendWindows(List.of(Duration.ofDays(1), Duration.ofHours(1))),
                20_000,
                Duration.ofSeconds(5),
                false,
                CooccurrenceSettings.defaults(),
                AwakeSettings.of(0, Duration.ofMinutes(10), Runtime.getRuntime().maxMemory())));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2147483648, 87381",
    "0, 1, 1",
    "0, 9223372036854775807, 2147483647",
    "7, 2147483648, 7"
  })
  void awake_limit_isWhatIsSaidOrWhatTheHeapAllows(int said, long heap, int limit) {
    assertThat(AwakeSettings.of(said, Duration.ofMinutes(10), heap).limit()).isEqualTo(limit);
  }

  @Test
  void partition_anyUser_isThatOfTheShardThatAkkaPutsTheUserIn() {
    EntitySettings settings = EntitySettings.of(DEFAULTS);
    HashCodeMessageExtractor<Object> shards = new HashCodeMessageExtractor<>(settings.userShards());
    for (int n = 0; n < 1_000; n++) {
      String user = (n % 2 == 0 ? "u" : "polygenelubricants") + n;
      int shard = Integer.parseInt(shards.shardId(user));
      assertThat(settings.partition(new UserId(user))).isEqualTo(shard % settings.partitions());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "partitions, 0",
    "partitions, 1025",
    "user-shards, 0",
    "linger, -1 ms",
    "snapshot-every, 0",
    "pull-timeout, 0 s",
    "pull-timeout, -1 s",
    "repetition-window, -1",
    "popularity-half-life, 0 d",
    "popularity-half-life, -1 d",
    "trending-windows, [90 s]",
    "'trending-windows', '[1 d, 24 h]'",
    "recovery-stash, 0",
    "index-flush-interval, 0 s",
    "index-flush-interval, -1 s",
    "cooccurrence.recent, 21",
    "cooccurrence.half-life, 0.01",
    "cooccurrence.row-half-life, 9.9",
    "awake.limit, -1",
    "awake.idle, 0 s"
  })
  void of_valueThatMakesNoSense_namesTheKey(String key, String value) {
    assertThatThrownBy(() -> EntitySettings.of(with(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tandem.entity." + key + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "partitions, 1",
    "partitions, 1024",
    "user-shards, 1",
    "linger, 0 ms",
    "snapshot-every, 1",
    "pull-timeout, 1 ns",
    "repetition-window, 0",
    "trending-windows, []",
    "recovery-stash, 1"
  })
  void of_valueAtTheLimit_isTaken(String key, String value) {
    assertThat(EntitySettings.of(with(key, value))).isNotNull();
  }
}
