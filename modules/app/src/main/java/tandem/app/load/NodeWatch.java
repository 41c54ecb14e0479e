package tandem.app.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tandem.loadgen.run.NodeCounts;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.LogProgress;

/** Asks the nodes for their metrics, and one of them for what waits in the log. */
final class NodeWatch implements Supplier<Optional<NodeCounts>> {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long UNKNOWN = -1;

  private final ObjectMapper json = HttpJson.mapper();
  private final Calls calls;
  private final URI server;
  private final List<URI> admins;

  /**
   * A watch on nodes.
   *
   * @param server is asked what waits
   * @param admins of all nodes
   */
  NodeWatch(Calls calls, URI server, List<URI> admins) {
    this.calls = calls;
    this.server = server;
    this.admins = List.copyOf(admins);
  }

  /** The sums over all nodes; empty if one does not answer. */
  @Override
  public Optional<NodeCounts> get() {
    double cpu = 0;
    double heap = 0;
    double settled = 0;
    double rows = 0;
    for (URI admin : admins) {
      Optional<byte[]> text = calls.fetch(admin, "/metrics", PATIENCE);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Exposition metrics = new Exposition(text.get());
      cpu += metrics.sum("process_cpu_time_ns_total");
      heap += metrics.sum("jvm_memory_used_bytes");
      settled += metrics.sum("tandem_events_total") + metrics.sum("tandem_rejected_total");
      rows += metrics.sum("tandem_journal_rows_total");
    }
    return Optional.of(new NodeCounts(cpu, heap, settled, rows, waiting()));
  }

  /** How many records are not settled; below 0 if the node does not say. */
  long waiting() {
    try {
      Optional<byte[]> body = calls.fetch(server, "/v1/events", PATIENCE);
      return body.isEmpty() ? UNKNOWN : json.readValue(body.get(), LogProgress.class).waiting();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
