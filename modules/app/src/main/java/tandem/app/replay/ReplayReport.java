package tandem.app.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import tandem.app.evaluate.Comparison;
import tandem.app.promote.Promoted;

/** What a comparison came to, for people or as JSON. */
record ReplayReport(Comparison.Result result) {

  String text() {
    StringBuilder text = new StringBuilder(result.report().table());
    text.append(String.format(Locale.ROOT, "best by %s: %s%n", result.metric(), result.best()));
    result
        .usersAsRecorded()
        .ifPresent(
            same ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%s give %,d of %,d users exactly the vectors that they have live%n",
                        Candidates.OWN,
                        same,
                        result.report().users())));
    return text.toString();
  }

  String json(Optional<Promoted> promoted) {
    ObjectNode tree = result.report().tree();
    tree.set("source", tree.remove("file"));
    tree.put("best", result.best()).put("best_by", result.metric());
    result.usersAsRecorded().ifPresent(same -> tree.put("users_as_live", same));
    promoted.ifPresent(made -> made.fill(tree.putObject("promoted")));
    return tree.toPrettyString() + System.lineSeparator();
  }
}
