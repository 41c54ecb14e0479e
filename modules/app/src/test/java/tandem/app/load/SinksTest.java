package tandem.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.loadgen.Made;
import tandem.loadgen.report.LoadResult.TruthResult;
import tandem.loadgen.run.Failure;
import tandem.loadgen.run.Meter;

/** What became of records, and what of it is true. */
final class SinksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FIRST = "{\"user_id\":\"u1\",\"item_id\":\"i1\"}";
  private static final String SECOND = "{\"user_id\":\"u2\",\"item_id\":\"i2\"}";

  private final Meter meter = new Meter();
  private Path file;
  private FakeSystem system;
  private Truth truth;
  private Calls calls;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    file = directory.resolve("truth.ndjson");
    system = FakeSystem.start();
    truth = new Truth(file);
    calls = new Calls(List.of(system.address()), Optional.empty(), 8);
  }

  @AfterEach
  void stop() {
    calls.close();
    system.close();
  }

  @Test
  void http_eventsAndPoison_areTakenAndRefused() throws IOException {
    post(event(FIRST), poison(), new Made(bytes("k"), bytes(FIRST), Made.Kind.DUPLICATE));

    assertThat(truth.result()).isEqualTo(new TruthResult(2, 1, 0, 1, 0));
    assertThat(lines(file)).containsExactly(FIRST, FIRST).isEqualTo(system.accepted());
    assertThat(meter.ok()).isEqualTo(3);
    assertThat(meter.failures()).isEmpty();
  }

  @Test
  void http_onlyPoison_isNoFailure() throws IOException {
    post(poison());

    assertThat(truth.result()).isEqualTo(new TruthResult(0, 0, 0, 1, 0));
    assertThat(meter.failures()).isEmpty();
  }

  @Test
  void http_tooManyRequests_leavesTheTruthAlone() throws IOException {
    system.answersWith(429);
    post(event(FIRST), event(SECOND));

    assertThat(truth.result()).isEqualTo(new TruthResult(0, 0, 0, 0, 0));
    assertThat(meter.failures()).isEqualTo(Map.of(Failure.REFUSED, 2L));
    assertThat(Truth.unsureFile(file)).doesNotExist();
  }

  @Test
  void http_unavailable_isUnsure() throws IOException {
    system.answersWith(503);
    post(event(FIRST), poison());

    assertThat(truth.result()).isEqualTo(new TruthResult(0, 0, 0, 0, 1));
    assertThat(meter.failures()).isEqualTo(Map.of(Failure.UNAVAILABLE, 2L));
    assertThat(lines(Truth.unsureFile(file))).containsExactly(FIRST);
    assertThat(lines(file)).isEmpty();
  }

  @Test
  void http_nobodyThere_isUnsure() throws IOException {
    system.close();
    post(event(FIRST));

    assertThat(truth.result().unsure()).isEqualTo(1);
    assertThat(meter.failures()).isEqualTo(Map.of(Failure.FAILED, 1L));
  }

  @Test
  void http_batch_goesWhenItIsFullOrOld() throws IOException {
    HttpSink sink = new HttpSink(calls, 2, truth, meter);
    long now = System.nanoTime();
    sink.send(event(FIRST), now);
    sink.tick(now + 1);
    assertThat(calls.await(PATIENCE)).isTrue();
    assertThat(system.accepted()).isEmpty();

    sink.tick(now + Duration.ofMillis(11).toNanos());
    assertThat(calls.await(PATIENCE)).isTrue();
    assertThat(system.accepted()).hasSize(1);

    sink.send(event(FIRST), now);
    sink.send(event(SECOND), now);
    assertThat(calls.await(PATIENCE)).isTrue();
    assertThat(system.accepted()).hasSize(3);
  }

  @Test
  void kafka_acknowledgedAndNot_areToldApart() throws IOException {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(false, new ByteArraySerializer(), new ByteArraySerializer());
    KafkaSink sink = new KafkaSink(producer, "topic", truth, meter);
    sink.send(event(FIRST), System.nanoTime());
    sink.send(poison(), System.nanoTime());
    sink.send(event(SECOND), System.nanoTime());
    sink.send(event(FIRST), System.nanoTime());
    assertThat(sink.await(Duration.ofMillis(1))).isFalse();

    assertThat(producer.completeNext()).isTrue();
    assertThat(producer.completeNext()).isTrue();
    assertThat(producer.errorNext(new TimeoutException("late"))).isTrue();
    assertThat(producer.errorNext(new RecordTooLargeException("large"))).isTrue();

    assertThat(sink.await(PATIENCE)).isTrue();
    sink.close();
    truth.close();
    assertThat(truth.result()).isEqualTo(new TruthResult(1, 0, 1, 0, 2));
    assertThat(meter.ok()).isEqualTo(2);
    assertThat(meter.failures()).isEqualTo(Map.of(Failure.TIMEOUT, 1L, Failure.FAILED, 1L));
    assertThat(Files.readAllLines(file)).containsExactly(FIRST);
    assertThat(Files.readAllLines(Truth.unsureFile(file))).containsExactly(SECOND, FIRST);
  }

  @Test
  void probe_listWithoutTheItem_isFresh() throws IOException {
    probe(3);

    assertThat(meter.ok()).isEqualTo(3);
    assertThat(meter.failures()).isEmpty();
    assertThat(lines(file)).hasSize(3).containsExactlyInAnyOrderElementsOf(system.accepted());
  }

  @Test
  void probe_listThatStillHasTheItem_isWrong() throws IOException {
    system.thatForgets();
    probe(2);

    assertThat(meter.failures()).isEqualTo(Map.of(Failure.WRONG, 2L));
    assertThat(lines(file)).hasSize(2);
  }

  @Test
  void probe_noAnswer_isUnsure() throws IOException {
    system.answersWith(503);
    probe(1);

    assertThat(meter.failures()).isEqualTo(Map.of(Failure.UNAVAILABLE, 1L));
    assertThat(truth.result().unsure()).isEqualTo(1);
  }

  private void post(Made... records) {
    try (HttpSink sink = new HttpSink(calls, 500, truth, meter)) {
      for (Made record : records) {
        sink.send(record, System.nanoTime());
      }
      assertThat(sink.await(PATIENCE)).isTrue();
    }
  }

  private void probe(int times) {
    ProbeLoad load = new ProbeLoad(calls, "probe-", truth, meter);
    for (int n = 0; n < times; n++) {
      load.begin(System.nanoTime());
      assertThat(calls.await(PATIENCE)).isTrue();
    }
  }

  private List<String> lines(Path of) throws IOException {
    truth.close();
    return Files.readAllLines(of);
  }

  private static Made event(String json) {
    return new Made(bytes("k"), bytes(json), Made.Kind.EVENT);
  }

  private static Made poison() {
    return new Made(bytes("k"), bytes("{\"user_id\":\"u1\"}"), Made.Kind.POISON);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
