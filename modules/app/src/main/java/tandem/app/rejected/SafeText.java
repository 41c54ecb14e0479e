package tandem.app.rejected;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes of a stranger as text that does nothing to a terminal. */
final class SafeText {

  private SafeText() {}

  /** The text that the bytes are in UTF-8, or empty where they are none. */
  static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException none) {
      return Optional.empty();
    }
  }

  /**
   * At most {@code most} characters of the text, with escapes for what is not printed: control and
   * format characters (which turn the direction of writing), line ends, lone surrogates.
   */
  static String of(String text, int most) {
    StringBuilder safe = new StringBuilder();
    int taken = 0;
    int at = 0;
    for (; at < text.length() && taken < most; taken++) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      append(safe, point);
    }
    return at < text.length() ? safe + "…" : safe.toString();
  }

  private static void append(StringBuilder safe, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          safe.append("\\u{%04x}".formatted(point));
      default -> safe.appendCodePoint(point);
    }
  }
}
