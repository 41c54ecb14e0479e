package tandem.app.rejected;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import tandem.ingest.Rejections;

/** Reads the headers of a rejected record; each method throws IllegalArgumentException. */
record Headers(org.apache.kafka.common.header.Headers headers) {

  SourceId source() {
    return new SourceId(
        text(Rejections.TOPIC),
        Integer.parseInt(text(Rejections.PARTITION)),
        Long.parseLong(text(Rejections.OFFSET)));
  }

  long sourceTimestamp() {
    return Long.parseLong(text(Rejections.TIMESTAMP));
  }

  String reason() {
    return text(Rejections.REASON);
  }

  String field() {
    return text(Rejections.FIELD);
  }

  String detail() {
    return text(Rejections.DETAIL);
  }

  private String text(String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw new IllegalArgumentException("no header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
