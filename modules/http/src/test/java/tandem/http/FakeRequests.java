package tandem.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was answered. */
final class FakeRequests implements RequestListener {

  private final List<Answered> answered = new CopyOnWriteArrayList<>();

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

  List<Answered> all() {
    return answered;
  }

  void clear() {
    answered.clear();
  }
}
