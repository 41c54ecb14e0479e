package tandem.http;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import tandem.protocol.http.ClusterView;

/** The nodes, and what is where, for who runs them. */
public interface ClusterPort {

  /**
   * What can be found out within {@code timeout}, above 0; what can't is named in the answer, which
   * comes all the same.
   */
  CompletionStage<ClusterView> view(Duration timeout);
}
