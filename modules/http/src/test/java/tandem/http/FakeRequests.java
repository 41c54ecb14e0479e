package tandem.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what was answered. */
final class FakeRequests implements RequestListener {

  private final List<Answered> answered = new CopyOnWriteArrayList<>();

  final AtomicInteger streams = new AtomicInteger();
  final AtomicInteger pushed = new AtomicInteger();

  record Answered(String method, String route, int status, long nanos) {
    @Override
    public String toString() {
      return method + " " + route + " " + status;
    }
  }

  @Override
  public void answered(String method, String route, int status, long nanos) {
    answered.add(new Answered(method, route, status, nanos));
  }

  @Override
  public void streams(int more) {
    streams.addAndGet(more);
  }

  @Override
  public void pushed() {
    pushed.incrementAndGet();
  }

  List<Answered> all() {
    return answered;
  }

  void clear() {
    answered.clear();
    pushed.set(0);
  }
}
