package tandem.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.ModelName;

/** The models side by side, for who runs them. */
public interface AdminModelPort {

  /** All that this node learns, the main one first. */
  List<ModelFacts> all();

  /** The past of a model; empty if the node does not serve one of this name. */
  Optional<PastPort> past(ModelName model);

  /**
   * From now on this model answers those who name none, here when the stage completes and on other
   * nodes a second or so later; false if there is none of this name.
   */
  CompletionStage<Boolean> activate(ModelName model);

  /**
   * From now on the model is neither learned nor served; false if there is none of this name, or if
   * it is the main one or active.
   */
  CompletionStage<Boolean> drop(ModelName model);

  /**
   * Fits anew what the descriptions of the model's items say, and gives those without events their
   * place; empty if the node does not serve a model of this name.
   */
  Optional<CompletionStage<ContentFacts>> refreshContent(ModelName model);

  /**
   * Forgets what the model has learned of how much each ranking counts in a blend, here when the
   * stage completes and on other nodes some seconds later; empty if the node does not serve a model
   * of this name.
   */
  Optional<CompletionStage<?>> resetBlend(ModelName model);
}
