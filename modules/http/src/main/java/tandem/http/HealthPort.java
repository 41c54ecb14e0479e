package tandem.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tandem.protocol.http.Readiness;

/** Whether the node can serve. */
public interface HealthPort {

  /** The checks, each with its result; the node is ready if all are ok. */
  CompletionStage<List<Readiness.Check>> checks(Duration timeout);
}
