package tandem.app.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tandem.loadgen.Made;
import tandem.loadgen.run.Failure;
import tandem.loadgen.run.Meter;
import tandem.protocol.http.EventBatch;
import tandem.protocol.http.EventResult;
import tandem.protocol.http.HttpJson;

/** Records in batches to {@code POST /v1/events}. */
final class HttpSink implements EventSink {

  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int MANY_STATUS = 207;
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;

  private final ObjectMapper json = HttpJson.mapper();
  private final Calls calls;
  private final int size;
  private final Truth truth;
  private final Meter meter;
  private List<Sent> batch = new ArrayList<>();

  private record Sent(Made record, long due) {}

  /**
   * A sink to the nodes of {@code calls}.
   *
   * @param size of a batch, 1 to 500; one that waits for 10 ms goes as it is
   */
  HttpSink(Calls calls, int size, Truth truth, Meter meter) {
    this.calls = calls;
    this.size = size;
    this.truth = truth;
    this.meter = meter;
  }

  @Override
  public void send(Made record, long due) {
    batch.add(new Sent(record, due));
    if (batch.size() >= size) {
      flush();
    }
  }

  @Override
  public void tick(long now) {
    if (!batch.isEmpty() && now - batch.get(0).due() >= LINGER_NANOS) {
      flush();
    }
  }

  @Override
  public boolean await(Duration patience) {
    flush();
    return calls.await(patience);
  }

  @Override
  public void close() {}

  private void flush() {
    if (batch.isEmpty()) {
      return;
    }
    List<Sent> sent = batch;
    batch = new ArrayList<>(size);
    ByteArrayOutputStream body = new ByteArrayOutputStream(sent.size() * 200);
    for (Sent event : sent) {
      body.writeBytes(event.record().value());
      body.write('\n');
    }
    calls.post(
        "/v1/events",
        "application/x-ndjson",
        body.toByteArray(),
        (answer, failure) -> told(sent, answer, failure));
  }

  private void told(
      List<Sent> sent, @Nullable HttpResponse<byte[]> answer, Optional<Failure> failure) {
    int status = answer == null ? 0 : answer.statusCode();
    if (status == MANY_STATUS || status == BAD_REQUEST) {
      each(sent, results(answer));
    } else if (failure.isEmpty()) {
      sent.forEach(this::accepted);
    } else {
      meter.failed(failure.get(), sent.size());
      if (status == 0 || status >= SERVER_ERROR) {
        sent.forEach(event -> truth.unsure(event.record()));
      }
    }
  }

  private List<EventResult> results(@Nullable HttpResponse<byte[]> answer) {
    try {
      return answer == null ? List.of() : json.readValue(answer.body(), EventBatch.class).results();
    } catch (IOException e) {
      return List.of(); // a problem in the place of a batch: nothing was accepted
    }
  }

  private void each(List<Sent> sent, List<EventResult> results) {
    if (results.size() != sent.size()) {
      meter.failed(Failure.FAILED, sent.size());
      return;
    }
    for (EventResult result : results) {
      Sent event = sent.get(result.index());
      if (result.status().equals(EventResult.ACCEPTED)) {
        accepted(event);
      } else if (event.record().isValid()) {
        meter.failed(Failure.WRONG);
      } else {
        truth.refused();
        meter.ok(System.nanoTime() - event.due());
      }
    }
  }

  private void accepted(Sent event) {
    truth.accepted(event.record());
    if (event.record().isValid()) {
      meter.ok(System.nanoTime() - event.due());
    } else {
      meter.failed(Failure.WRONG);
    }
  }
}
