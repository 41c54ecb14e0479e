package tandem.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import tandem.entity.index.Index;
import tandem.http.HealthPort;
import tandem.protocol.http.Readiness.Check;

/**
 * A node is ready when every partition of the active model's index has loaded, which takes cluster,
 * sharding and database.
 */
final class Readiness implements HealthPort {

  private final Supplier<Index> index;

  Readiness(Supplier<Index> index) {
    this.index = index;
  }

  @Override
  public CompletionStage<List<Check>> checks(Duration timeout) {
    return index
        .get()
        .status(timeout)
        .handle(
            (states, failure) -> {
              long loaded =
                  failure == null ? states.stream().filter(state -> state.loaded()).count() : 0;
              boolean ok = failure == null && loaded == states.size();
              String detail =
                  failure == null
                      ? loaded + " of " + states.size() + " partitions loaded"
                      : "a partition does not answer";
              return List.of(new Check("index", ok, detail));
            });
  }
}
