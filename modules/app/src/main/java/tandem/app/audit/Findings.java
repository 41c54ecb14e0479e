package tandem.app.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The violations of each invariant: their number, and the first few in words. */
final class Findings {

  static final int KEPT = 5;

  private final Map<Invariant, Found> found = new EnumMap<>(Invariant.class);

  private static final class Found {
    private final List<String> first = new ArrayList<>();
    private long count;
  }

  /** One violation; the words name what is wrong by its ids. */
  void add(Invariant invariant, String what) {
    Found of = found.computeIfAbsent(invariant, any -> new Found());
    of.count++;
    if (of.first.size() < KEPT) {
      of.first.add(what);
    }
  }

  /** Violations beyond those that were added one by one. */
  void addUnnamed(Invariant invariant, long more) {
    if (more > 0) {
      found.computeIfAbsent(invariant, any -> new Found()).count += more;
    }
  }

  long count(Invariant invariant) {
    Found of = found.get(invariant);
    return of == null ? 0 : of.count;
  }

  List<String> first(Invariant invariant) {
    Found of = found.get(invariant);
    return of == null ? List.of() : List.copyOf(of.first);
  }
}
