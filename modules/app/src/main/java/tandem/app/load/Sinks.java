package tandem.app.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tandem.loadgen.run.Meter;

/** What connects a run to the system. */
final class Sinks implements AutoCloseable {

  private static final int READS = 256;
  private static final int BATCHES = 32;
  private static final int PROBES = 256; // above two a user, so that an answer can ask on

  private final Calls reads;
  private final Calls probes;
  private final Calls posts;
  private final NodeWatch watch;
  private final TargetOptions target;
  private final Map<String, String> producer;
  private final int batch;

  /** Connections that are made when they are needed. */
  Sinks(TargetOptions target, int batch) throws IOException {
    List<URI> servers = target.servers();
    Optional<String> apiKey = target.apiKey();
    this.target = target;
    this.batch = batch;
    this.producer = target.producerSettings();
    this.reads = new Calls(servers, apiKey, READS);
    this.probes = new Calls(servers, apiKey, PROBES);
    this.posts = new Calls(servers, apiKey, BATCHES);
    this.watch = new NodeWatch(probes, servers.get(0), target.admins());
  }

  /** Each kind apart, so that none waits for another. */
  Calls reads() {
    return reads;
  }

  Calls probes() {
    return probes;
  }

  NodeWatch watch() {
    return watch;
  }

  /** Where events go; throws {@link java.io.UncheckedIOException} where no broker answers. */
  EventSink events(Truth truth, Meter meter) {
    return target.kafka().isPresent()
        ? new KafkaSink(target.kafka().get(), target.topic(), producer, truth, meter).connect()
        : new HttpSink(posts, batch, truth, meter);
  }

  /** Fails with a sentence for the user where a plan needs nodes and none answers. */
  void require(Plan plan) throws IOException {
    if (plan.needsHttp(target.kafka().isPresent()) && watch.waiting() < 0) {
      throw new IOException(
          "No node answers at "
              + target.servers().get(0)
              + " (--server), or it does not let the API key see how far it is.");
    }
  }

  @Override
  public void close() {
    reads.close();
    probes.close();
    posts.close();
  }
}
