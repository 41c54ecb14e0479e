package tandem.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.ModelName;
import tandem.protocol.http.EvaluationView;

/** How well the models predict what then happens. */
public interface EvaluationPort {

  /**
   * Of {@code model}, or of the active one if it is empty; empty if there is no such model. The
   * answer comes within {@code timeout}, above 0, without the nodes that have not answered by then.
   */
  Optional<CompletionStage<EvaluationView>> of(Optional<ModelName> model, Duration timeout);
}
