package tandem.app;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tandem.model.ModelName;
import tandem.protocol.http.Readiness.Check;

/**
 * Whether the index can serve lists: this node has seen each of its partitions loaded since it
 * started, and at least half of them are now. Why not all, see docs/decisions/0012.
 */
final class IndexLoaded {

  static final String NAME = "index";

  private final Set<Integer> seen = new HashSet<>();
  private @Nullable ModelName model;

  /** Judges by the partitions of the model that have just said that they are loaded. */
  synchronized Check judge(ModelName of, int partitions, Set<Integer> loaded) {
    if (!of.equals(model)) {
      model = of;
      seen.clear();
    }
    seen.addAll(loaded);
    int never = partitions - seen.size();
    boolean ok = never == 0 && 2 * loaded.size() >= partitions;
    String now = "%d of %d partitions loaded".formatted(loaded.size(), partitions);
    return new Check(
        NAME, ok, never == 0 ? now + "." : now + ", %d not seen so far.".formatted(never));
  }
}
