package tandem.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tandem.protocol.http.Readiness;

/** Looks at what the node needs in order to serve. */
public interface HealthPort {

  /** All checks, passed or not; the node is ready if all have passed. */
  CompletionStage<List<Readiness.Check>> checks(Duration timeout);
}
