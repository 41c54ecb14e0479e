package tandem.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.kafka.InteractionReader;
import tandem.protocol.kafka.InteractionWriter;

final class TrafficTest {

  private static final Instant START = Instant.parse("2026-11-29T08:00:00.123Z");
  private static final Shares SHARES = new Shares(0.05, 0.02);
  private static final Change CHANGE = new Change(3, 0.02, 0.01, 0.2, Duration.ofMinutes(1));
  private static final InteractionReader READER =
      new InteractionReader(
          new InteractionRules(
              Map.of("view", 0.5, "rating", 1.0),
              0.5,
              5,
              0.85,
              Instant.EPOCH,
              Duration.ofDays(1),
              65_536));

  @Test
  void next_sameSeed_givesTheSameBytes() {
    List<String> first = records(1, SHARES, 5_000);

    assertThat(records(1, SHARES, 5_000)).isEqualTo(first);
    assertThat(records(2, SHARES, 5_000)).isNotEqualTo(first);
  }

  @Test
  void next_sharesOfOthers_areAsAsked_andAsTheyClaim() {
    Traffic traffic = traffic(1, SHARES);
    Set<String> sent = new HashSet<>();
    Map<Made.Kind, Integer> counts = new EnumMap<>(Made.Kind.class);
    for (int n = 0; n < 20_000; n++) {
      Made record = traffic.next(START.plusMillis(n));
      String text = new String(record.value(), StandardCharsets.UTF_8);
      counts.merge(record.kind(), 1, Integer::sum);
      InteractionReader.Result read = READER.read(record.value(), START.plusMillis(n));
      assertThat(read instanceof InteractionReader.Accepted).as(text).isEqualTo(record.isValid());
      if (record.isValid()) {
        assertThat(sent.add(text)).as(text).isEqualTo(record.kind() == Made.Kind.EVENT);
      }
    }

    assertThat(counts.getOrDefault(Made.Kind.DUPLICATE, 0) / 20_000.0)
        .isCloseTo(0.05, within(0.01));
    assertThat(counts.getOrDefault(Made.Kind.POISON, 0) / 20_000.0).isCloseTo(0.02, within(0.005));
  }

  @Test
  void poison_eachKind_isALineByItself_andRejected() {
    for (int kind = 0; kind < Poison.kinds(); kind++) {
      String line = new String(Poison.record(kind), StandardCharsets.UTF_8);
      assertThat(line).isNotBlank().doesNotContain("\n");
      assertThat(READER.read(Poison.record(kind), START))
          .as(line)
          .isInstanceOf(InteractionReader.Rejected.class);
    }
  }

  @Test
  void bytes_anyEvent_areReadAsThoseOfTheWriter() {
    EventBytes bytes = new EventBytes();
    for (Interaction event :
        List.of(
            event("u1", "rating", 4.5, START, "e1"),
            event("1", "view", null, START.plusMillis(7), null),
            event("-1", "view", null, Instant.EPOCH, "x"),
            event("0x", "rating", 1.0, Instant.ofEpochMilli(1_629_828_723_045L), null))) {
      assertThat(READER.read(bytes.value(event), START))
          .isEqualTo(READER.read(InteractionWriter.value(event), START))
          .isEqualTo(new InteractionReader.Accepted(event));
      assertThat(EventBytes.key(event)).isEqualTo(InteractionWriter.key(event));
    }
  }

  @Test
  void bytes_typeThatMustBeEscaped_isEscaped() {
    Interaction event = event("u1", "a\"b", null, START, null);

    assertThat(new EventBytes().value(event)).isEqualTo(InteractionWriter.value(event));
  }

  @Test
  void shares_outOfRange_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Shares(-0.1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Shares(0.6, 0.6));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Change(0.5, 0, 0, 0, Duration.ofMinutes(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Change(1, 0, 2, 0, Duration.ofMinutes(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Change(1, 0, 0, 0, Duration.ZERO));
  }

  private static Interaction event(
      String user, String type, @Nullable Double value, Instant time, @Nullable String id) {
    return new Interaction(new UserId(user), new ItemId("i1"), type, value, time, id);
  }

  private static List<String> records(long seed, Shares shares, int count) {
    Traffic traffic = traffic(seed, shares);
    List<String> records = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Made made = traffic.next(START.plusMillis(n));
      records.add(made.kind() + new String(made.value(), StandardCharsets.UTF_8));
    }
    return records;
  }

  private static Traffic traffic(long seed, Shares shares) {
    Population population =
        new Population(PopulationSettings.defaults(seed).withSize(500, 300), CHANGE, START);
    return new Traffic(population::next, shares, seed);
  }
}
