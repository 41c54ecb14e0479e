package tandem.app.rejected;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tandem.ingest.IngestSettings;
import tandem.protocol.http.HttpJson;

/** {@code tandem rejected list}: what was rejected and why. */
@Command(
    name = "list",
    description = "Print the rejected records, oldest first.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private static final int SHORT = 100;

  // Only ASCII comes out, so that no character of a stranger does anything to a terminal.
  private static final ObjectWriter JSON =
      HttpJson.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  @Spec private @Nullable CommandSpec spec;
  @Mixin private Log log = new Log();
  @Mixin private Filter filter = new Filter();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--full",
      description = "Print values whole; " + SHORT + " characters by default.")
  private boolean full;

  @Option(names = "--json", description = "Print a JSON object a line, with whole values.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    return log.open(this::list);
  }

  private int list(String bootstrap, IngestSettings settings) throws IOException {
    Rejected all = new RejectedTopic(bootstrap, settings.rejectedTopic()).read(filter);
    PrintWriter out = out();
    if (!json) {
      out.println("rejected at  record  reason  field  state  detail  value");
    }
    for (RejectedRecord record : all.records().stream().limit(limit).toList()) {
      String state = all.isRedriven(record) ? "redriven" : "open";
      out.println(json ? json(record, state) : line(record, state));
    }
    out.flush();
    return 0;
  }

  private String line(RejectedRecord record, String state) {
    byte[] value = record.original().value();
    return String.join(
        "  ",
        record.time().toString(),
        safe(record.source().toString()),
        safe(record.reason()),
        record.field().isEmpty() ? "-" : safe(record.field()),
        state,
        safe(record.detail()),
        value == null ? "-" : text(value));
  }

  private String text(byte[] value) {
    return SafeText.of(
        SafeText.utf8(value).orElseGet(() -> "base64:" + base64(value)),
        full ? Integer.MAX_VALUE : SHORT);
  }

  private static String safe(String text) {
    return SafeText.of(text, Integer.MAX_VALUE);
  }

  private static String json(RejectedRecord record, String state) throws JsonProcessingException {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("rejectedAt", record.time().toString())
            .put("topic", record.source().topic())
            .put("partition", record.source().partition())
            .put("offset", record.source().offset())
            .put("timestamp", record.sourceTime().toString())
            .put("reason", record.reason())
            .put("field", record.field())
            .put("state", state)
            .put("detail", record.detail());
    put(line, "key", record.original().key());
    put(line, "value", record.original().value());
    return JSON.writeValueAsString(line);
  }

  /** As text where the bytes are UTF-8, else as Base64 under another name. */
  private static void put(ObjectNode line, String name, byte @Nullable [] bytes) {
    if (bytes == null) {
      line.putNull(name);
      return;
    }
    Optional<String> text = SafeText.utf8(bytes);
    if (text.isPresent()) {
      line.put(name, text.get());
    } else {
      line.put(name + "Base64", base64(bytes));
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec.commandLine().getOut();
  }
}
