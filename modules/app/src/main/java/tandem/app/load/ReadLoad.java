package tandem.app.load;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tandem.loadgen.run.Failure;
import tandem.loadgen.run.Meter;
import tandem.loadgen.run.OpenLoop;
import tandem.model.UserId;

/** Asks for lists of users. */
final class ReadLoad implements OpenLoop.Action {

  private static final byte[] FALLBACK = bytes("\"fallback\":true");
  private static final byte[] MISSING = bytes("\"missing_partitions\"");

  private final Calls calls;
  private final Supplier<UserId> readers;
  private final Meter meter;

  ReadLoad(Calls calls, Supplier<UserId> readers, Meter meter) {
    this.calls = calls;
    this.readers = readers;
    this.meter = meter;
  }

  @Override
  public void begin(long due) {
    calls.get(
        "/v1/users/" + readers.get().value() + "/recommendations",
        (answer, failure) -> told(due, answer, failure));
  }

  private void told(long due, @Nullable HttpResponse<byte[]> answer, Optional<Failure> failure) {
    if (answer == null || failure.isPresent()) {
      meter.failed(failure.orElse(Failure.FAILED));
    } else if (contains(answer.body(), FALLBACK) || contains(answer.body(), MISSING)) {
      meter.failed(Failure.WRONG); // a list in the place of the user's own, or a part of it
    } else {
      meter.ok(System.nanoTime() - due);
    }
  }

  static boolean contains(byte[] text, byte[] part) {
    for (int at = 0; at <= text.length - part.length; at++) {
      int same = 0;
      while (same < part.length && text[at + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return true;
      }
    }
    return false;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
