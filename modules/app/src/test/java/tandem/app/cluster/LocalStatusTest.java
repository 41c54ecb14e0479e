package tandem.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tandem.protocol.http.ClusterView;

final class LocalStatusTest {

  private static final String A = "127.0.0.1:8013";
  private static final String B = "127.0.0.1:8023";
  private static final LocalStatus.Node FIRST = node(1, A, 101L, true);

  @Test
  void status_ofAClusterAsItShouldBe_isWell() {
    LocalStatus status =
        LocalStatus.of(
            true,
            List.of(FIRST, node(2, B, 102L, true)),
            view(List.of(member(A, "up", true), member(B, "up", true)), 0, B, List.of()));

    assertThat(status.problems()).isEmpty();
    assertThat(status.well()).isTrue();
    assertThat(status.text()).contains("All is well").contains("1,234").contains("0→:8013");
  }

  @Test
  void status_ofADeadNode_namesWhatItTookWithIt() {
    LocalStatus status =
        LocalStatus.of(
            false,
            List.of(FIRST, node(2, B, null, false)),
            view(
                List.of(member(A, "up", true), member(B, "up", false)),
                2,
                null,
                List.of("shards of " + B + ": no answer in time.")));

    assertThat(status.well()).isFalse();
    assertThat(status.problems())
        .satisfiesExactly(
            base -> assertThat(base).contains("Kafka and PostgreSQL"),
            node -> assertThat(node).contains("Node 2 does not run"),
            member -> assertThat(member).contains(B, "not reachable"),
            index -> assertThat(index).contains("not loaded: [1]"),
            away -> assertThat(away).contains("2."),
            log -> assertThat(log).contains("Nobody reads", "[1]"),
            missing -> assertThat(missing).contains("no answer in time"));
    assertThat(status.text()).contains("down", "UNREACHABLE", "1→?");
  }

  @Test
  void status_whenNobodyAnswers_saysSo() {
    LocalStatus status = LocalStatus.of(true, List.of(node(1, A, 101L, false)), null);

    assertThat(status.problems()).containsExactly("Node 1 is not ready.", "No node answers.");
    assertThat(status.text()).contains("No node answers.");
  }

  @Test
  void status_ofAMemberThatLeaves_isNotWell() {
    LocalStatus status =
        LocalStatus.of(
            true,
            List.of(FIRST),
            view(List.of(member(A, "up", true), member(B, "leaving", true)), 0, A, List.of()));

    assertThat(status.problems()).containsExactly("Member " + B + " is leaving.");
  }

  private static LocalStatus.Node node(int n, String member, @Nullable Long pid, boolean ready) {
    return new LocalStatus.Node(n, "http://h:" + n, "http://a:" + n, member, pid, ready);
  }

  private static ClusterView.Member member(String address, String status, boolean reachable) {
    return new ClusterView.Member(
        address, status, List.of("learn", "serve"), "1.0", reachable, address.equals(A), false);
  }

  /** With {@code second} having the second partitions; nobody if null. */
  private static ClusterView view(
      List<ClusterView.Member> members, int away, @Nullable String second, List<String> missing) {
    return new ClusterView(
        A,
        members,
        List.of(
            new ClusterView.Model(
                "main",
                List.of(new ClusterView.Shards("user", A, 3, 17)),
                List.of(
                    new ClusterView.IndexPartition(0, A, true, 1234),
                    new ClusterView.IndexPartition(1, second, second != null, null)),
                away,
                List.of(
                    new ClusterView.LogPartition(0, A, 0),
                    new ClusterView.LogPartition(1, second, 5)))),
        missing);
  }
}
