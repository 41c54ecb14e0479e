package tandem.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

class InteractionWriterTest {

  private static final Instant TIME = Instant.parse("2021-08-24T18:12:03.007Z");

  private final InteractionReader reader = new InteractionReader(InteractionRules.defaults());

  private static Interaction of(
      String user, String type, @Nullable Double value, @Nullable String eventId) {
    return new Interaction(new UserId(user), new ItemId("i:1"), type, value, TIME, eventId);
  }

  private void comesBack(Interaction interaction) {
    assertThat(reader.read(InteractionWriter.value(interaction), TIME.plusSeconds(9)))
        .isEqualTo(new InteractionReader.Accepted(interaction));
  }

  @Test
  void value_everyKindOfInteraction_isReadBackEqual() {
    comesBack(of("1", "view", null, null));
    comesBack(of("a.b", "rating", 4.1, "e-1"));
    comesBack(of("007", "purchase", null, "12"));
    comesBack(of("x".repeat(128), "like", 1.0 / 3 + 1, null));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0, 0",
    "-5, -5",
    "9223372036854775807, 9223372036854775807",
    "12345678901234567890, '\"12345678901234567890\"'",
    "007, '\"007\"'",
    "-0, '\"-0\"'",
    "1.5, '\"1.5\"'",
    "u1, '\"u1\"'",
    "-, '\"-\"'"
  })
  void key_id_isANumberOnlyWhereItIsWrittenLikeOne(String id, String key) {
    assertThat(
            new String(InteractionWriter.key(of(id, "view", null, null)), StandardCharsets.UTF_8))
        .isEqualTo(key);
  }
}
