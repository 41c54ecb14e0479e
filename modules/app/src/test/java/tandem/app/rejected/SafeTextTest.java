package tandem.app.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SafeTextTest {

  @Test
  void of_charactersThatActOnATerminal_areEscaped() {
    assertThat(SafeText.of("a\u001b[2J\r\n\u202eb\u2028\ud800é😀", 100))
        .isEqualTo("a\\u{001b}[2J\\u{000d}\\u{000a}\\u{202e}b\\u{2028}\\u{d800}é😀");
  }

  @Test
  void of_longText_isCutBetweenCharacters() {
    assertThat(SafeText.of("😀😀😀", 2)).isEqualTo("😀😀…");
    assertThat(SafeText.of("😀😀", 2)).isEqualTo("😀😀");
  }

  @Test
  void utf8_otherBytes_isEmpty() {
    assertThat(SafeText.utf8("ü".getBytes(UTF_8))).contains("ü");
    assertThat(SafeText.utf8(new byte[] {(byte) 0xff, 0x41})).isEmpty();
  }
}
