package tandem.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tandem.model.Ids;
import tandem.model.UserId;
import tandem.protocol.RecordId;

class EventTokenTest {

  private static final EventToken TOKEN =
      new EventToken(new RecordId(3, 7, 123_456_789_012L), new UserId("u:42@shop"));

  @Test
  void decode_ofEncoded_isTheToken() {
    assertThat(EventToken.decode(TOKEN.encode())).contains(TOKEN);
  }

  @Test
  void decode_longestIdAndLargestNumbers_isTheToken() {
    RecordId record = new RecordId(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
    EventToken token = new EventToken(record, new UserId("x".repeat(Ids.MAX_LENGTH)));
    assertThat(token.encode()).hasSizeLessThanOrEqualTo(EventToken.MAX_LENGTH);
    assertThat(EventToken.decode(token.encode())).contains(token);
  }

  @Test
  void encode_any_isUrlSafe() {
    assertThat(TOKEN.encode()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void decode_anyOneCharacterChanged_isEmpty() {
    String text = TOKEN.encode();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(EventToken.decode(text.substring(0, i) + other + text.substring(i + 1))).isEmpty();
    }
  }

  @Test
  void decode_anyPrefix_isEmpty() {
    String text = TOKEN.encode();
    for (int i = 0; i < text.length(); i++) {
      assertThat(EventToken.decode(text.substring(0, i))).isEmpty();
    }
  }

  @Test
  void decode_randomText_isEmpty() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(300), 0, 256).forEach(c -> text.append((char) c));
      assertThat(EventToken.decode(text.toString())).isEmpty();
    }
  }
}
