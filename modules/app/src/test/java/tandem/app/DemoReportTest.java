package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tandem.ingest.IngestMetrics;
import tandem.loadgen.Population;
import tandem.loadgen.PopulationSettings;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.http.LogProgress;

final class DemoReportTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final FakePorts ports = new FakePorts();

  @Test
  void print_nothingLearnedNorWaiting_saysSoAndNoMore() {
    report(Optional.empty()).print();

    assertThat(lines()).containsExactly("learned 0 (0/s)  waiting 0");
  }

  @Test
  void print_eventsInTheLog_countsThoseNotSettled() {
    ports.progress(new LogProgress.Partition(0, 10, 4), new LogProgress.Partition(1, 3, 3));

    report(Optional.empty()).print();

    assertThat(lines()).containsExactly("learned 0 (0/s)  waiting 6");
  }

  @Test
  void print_nodeAway_leavesOutWhatItDoesNotKnow() {
    ports.fail();

    report(Optional.of(population(3))).print();

    assertThat(lines()).containsExactly("learned 0 (0/s)");
  }

  @Test
  void print_listOfTheBest_isAsGoodAsTheBest() {
    Population truth = population(1);
    UserId user = truth.users().get(0);
    List<ItemId> best = truth.best(user, 10);
    ports.list(best);

    report(Optional.of(truth)).print();

    String stars = stars(truth, user, best);
    assertThat(lines()).singleElement().asString().contains("lists " + stars + " stars (any items");
    assertThat(lines()).singleElement().asString().contains("the best " + stars + ")");
  }

  @Test
  void print_listOfOneItem_isAsGoodAsThat() {
    Population truth = population(1);
    UserId user = truth.users().get(0);
    ItemId last = truth.best(user, 20).get(19);
    ports.list(List.of(last));

    report(Optional.of(truth)).print();

    List<ItemId> all = truth.best(user, 20);
    assertThat(lines())
        .singleElement()
        .asString()
        .contains(
            "lists %s stars (any items %s, the best %s)"
                .formatted(
                    stars(truth, user, List.of(last)),
                    stars(truth, user, all),
                    stars(truth, user, all.subList(0, 10))));
  }

  @Test
  void print_again_looksAtTheNextUsers() {
    DemoReport report = report(Optional.of(population(7)));

    report.print();
    report.print();

    assertThat(ports.asked())
        .extracting(UserId::value)
        .containsExactly("u1", "u2", "u3", "u4", "u5", "u6", "u7", "u1", "u2", "u3");
  }

  @Test
  void print_usersThatAreNotKnown_sayNothingOfLists() {
    report(Optional.of(population(3))).print();

    assertThat(lines()).containsExactly("learned 0 (0/s)  waiting 0");
  }

  private DemoReport report(Optional<Population> population) {
    return new DemoReport(
        ports.ports(), new IngestMetrics(() -> 0), population, Runnable::run, out);
  }

  private static Population population(int users) {
    return new Population(PopulationSettings.demo(1).withSize(users, 20), Instant.EPOCH);
  }

  private static String stars(Population truth, UserId user, List<ItemId> items) {
    double mean =
        items.stream()
            .mapToDouble(item -> truth.expectedRating(user, item))
            .average()
            .orElseThrow();
    return String.format(Locale.ROOT, "%.2f", mean);
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
