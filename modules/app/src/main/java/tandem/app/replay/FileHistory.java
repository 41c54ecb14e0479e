package tandem.app.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tandem.app.dataset.InteractionLines;
import tandem.app.dataset.RatingScale;
import tandem.app.dataset.RatingsFile;
import tandem.app.evaluate.EventLog;
import tandem.model.ModelSettings;
import tandem.model.Objective;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/** The interactions of a file that {@code tandem import} takes, in the order of time. */
final class FileHistory {

  private FileHistory() {}

  static History read(
      Path path,
      ModelSettings settings,
      InteractionRules rules,
      int repetitionWindow,
      Period period)
      throws IOException {
    RatingsFile file = RatingsFile.open(path);
    Optional<RatingScale> scale = file.scale();
    if (scale.isEmpty() && settings.objective() == Objective.RATING) {
      throw new IOException(path + " has no ratings: --set tandem.model.objective=preference");
    }
    Repetitions repetitions = new Repetitions(repetitionWindow);
    List<Interaction> events =
        read(file).stream()
            .sorted(Comparator.comparing(Interaction::timestamp))
            .filter(repetitions::isNew)
            .filter(event -> period.contains(event.timestamp()))
            .toList();
    InteractionRules scaled =
        scale.map(range -> rules.withScale(range.min(), range.max())).orElse(rules);
    return new History(
        path.toString(), EventLog.inOrder(events), settings, scaled, Optional.empty());
  }

  private static List<Interaction> read(RatingsFile file) throws IOException {
    List<Interaction> events = new ArrayList<>();
    try (InteractionLines lines = file.interactions()) {
      lines.forEachRemaining(events::add);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
    return events;
  }
}
