package tandem.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tandem.model.Ids;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/** Seeded random input: the reader answers everything, with the same answer each time. */
class InteractionReaderFuzzTest {

  private static final Instant ARRIVAL = Instant.parse("2026-01-01T00:00:00Z");
  private static final int RECORDS = 60_000;
  private static final String[] FIELDS = {
    "user_id", "item_id", "type", "value", "timestamp", "event_id", "zzsecret"
  };
  private static final String[] VALUES = {
    "1",
    "-7",
    "\"zzsecret\"",
    "\"u 1\"",
    "\"\"",
    "null",
    "true",
    "[]",
    "{}",
    "[1,[2]]",
    "3.5",
    "1e400",
    "1e-999999999",
    "NaN",
    "\"view\"",
    "\"rating\"",
    "1629828723.5",
    "\"2021-08-24T18:12:03Z\"",
    "1629828723000",
    "\"\\u0000\"",
    "99999999999999999999",
    "{\"a\":1,\"a\":2}",
    "\"\\ud800\""
  };

  private final InteractionReader reader = new InteractionReader(InteractionRules.defaults());
  private final SplittableRandom random = new SplittableRandom(20260101);

  private String object() {
    StringBuilder json = new StringBuilder("{");
    int fields = random.nextInt(8);
    for (int f = 0; f < fields; f++) {
      json.append(f == 0 ? "" : ",").append('"').append(FIELDS[random.nextInt(FIELDS.length)]);
      json.append("\":").append(VALUES[random.nextInt(VALUES.length)]);
    }
    return json.append('}').toString();
  }

  private byte[] record() {
    byte[] bytes = object().getBytes(StandardCharsets.UTF_8);
    int damages = random.nextInt(4) == 0 ? random.nextInt(6) : 0;
    for (int d = 0; d < damages; d++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void read_anything_isAcceptedOrRejectedTheSameEachTime() {
    int accepted = 0;
    for (int n = 0; n < RECORDS; n++) {
      byte[] bytes = n % 5 == 0 ? noise() : record();
      InteractionReader.Result result = reader.read(bytes, ARRIVAL);
      assertThat(reader.read(bytes, ARRIVAL)).isEqualTo(result);
      if (result instanceof InteractionReader.Accepted valid) {
        accepted++;
        isValid(valid.interaction());
      } else {
        assertThat(((InteractionReader.Rejected) result).rejection().detail())
            .isNotEmpty()
            .doesNotContain("zzsecret");
      }
    }
    assertThat(accepted).isPositive().isLessThan(RECORDS / 2);
  }

  private static void isValid(Interaction interaction) {
    InteractionRules rules = InteractionRules.defaults();
    assertThat(rules.weights()).containsKey(interaction.type());
    assertThat(interaction.timestamp()).isBetween(rules.earliest(), ARRIVAL.plus(rules.maxAhead()));
    assertThat(rules.strength(interaction)).isBetween(0.0, 1.0);
    assertThat(interaction.eventId() == null || Ids.isValid(interaction.eventId())).isTrue();
  }
}
