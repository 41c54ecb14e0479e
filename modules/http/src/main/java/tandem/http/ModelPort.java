package tandem.http;

import java.util.Optional;
import tandem.model.ModelName;

/** The lists of each model that is served. */
public interface ModelPort {

  /** Makes lists from this model; empty if the node does not serve one of this name. */
  Optional<RecommendationPort> lists(ModelName model);
}
