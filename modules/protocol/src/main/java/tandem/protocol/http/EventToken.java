package tandem.protocol.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;
import tandem.model.UserId;
import tandem.protocol.RecordId;

/**
 * The receipt of an accepted event, by which its user reads their own write. It is opaque to
 * clients. The checksum finds a token that was cut or mistyped; it is no signature, since a forged
 * token can do no more than wait for an event that never comes.
 *
 * @param record the event's place in the log
 * @param user whose event it is
 */
public record EventToken(RecordId record, UserId user) {

  /** The longest encoded token, in characters. */
  public static final int MAX_LENGTH = 200;

  private static final byte VERSION = 1;
  private static final int FIXED_BYTES = 1 + Integer.BYTES + Integer.BYTES + Long.BYTES;

  /** The token as 28 to {@value #MAX_LENGTH} characters that a URL takes as they are. */
  public String encode() {
    byte[] id = user.value().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(FIXED_BYTES + id.length + Integer.BYTES);
    bytes.put(VERSION).putInt(record.epoch()).putInt(record.partition()).putLong(record.offset());
    bytes.put(id).putInt(checksum(bytes.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The token of which {@link #encode} made {@code text}, or empty if it made none such. */
  public static Optional<EventToken> decode(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return read(bytes).filter(token -> token.encode().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not Base64, or a part that is out of its range
    }
  }

  private static Optional<EventToken> read(byte[] bytes) {
    int idLength = bytes.length - FIXED_BYTES - Integer.BYTES;
    if (idLength < 1 || bytes[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    RecordId record = new RecordId(buffer.getInt(), buffer.getInt(), buffer.getLong());
    String id = new String(bytes, FIXED_BYTES, idLength, StandardCharsets.US_ASCII);
    return Optional.of(new EventToken(record, new UserId(id)));
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(Arrays.copyOf(bytes, bytes.length - Integer.BYTES));
    return (int) crc.getValue();
  }
}
