package tandem.app.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the audit says, for people or as JSON. */
record Report(List<Verdict> verdicts) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Report {
    verdicts = List.copyOf(verdicts);
  }

  /** Named numbers, in the order in which they were given. */
  static final class Counts {
    private final Map<String, Long> values = new LinkedHashMap<>();

    Counts and(String name, long value) {
      values.put(name, value);
      return this;
    }

    long get(String name) {
      return values.getOrDefault(name, 0L);
    }

    private String words() {
      return values.entrySet().stream()
          .map(count -> String.format(Locale.ROOT, "%s %,d", count.getKey(), count.getValue()))
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * What was found of one invariant.
   *
   * @param violations how many
   * @param first the first few of them in words
   */
  record Verdict(Invariant invariant, long violations, Counts counts, List<String> first) {

    Verdict {
      first = List.copyOf(first);
    }

    boolean holds() {
      return violations == 0;
    }
  }

  /** Whether every invariant that was checked holds. */
  boolean holds() {
    return verdicts.stream().allMatch(Verdict::holds);
  }

  /** One line an invariant; violations below. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Verdict verdict : verdicts) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s %-5s %s: %s%n",
              verdict.holds() ? "✓" : "✗",
              verdict.invariant().id(),
              verdict.invariant().title(),
              verdict.counts().words()));
      verdict.first().forEach(what -> text.append(String.format("          %s%n", what)));
      long more = verdict.violations() - verdict.first().size();
      if (more > 0) {
        text.append(String.format(Locale.ROOT, "          and %,d more%n", more));
      }
    }
    return text.toString();
  }

  /** The same as a JSON object. */
  String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("holds", holds());
    ArrayNode invariants = root.putArray("invariants");
    for (Verdict verdict : verdicts) {
      ObjectNode node = invariants.addObject();
      node.put("id", verdict.invariant().id());
      node.put("title", verdict.invariant().title());
      node.put("holds", verdict.holds());
      node.put("violations", verdict.violations());
      ObjectNode counts = node.putObject("counts");
      verdict.counts().values.forEach((name, count) -> counts.put(name, (long) count));
      ArrayNode first = node.putArray("first");
      verdict.first().forEach(first::add);
    }
    return root.toPrettyString();
  }
}
