package tandem.app.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tandem.protocol.http.ClusterView;

/**
 * How a cluster on this machine is; the answer of {@code ./tandem cluster status --json}.
 *
 * @param well whether there is no problem
 * @param problems what is not as it should be, a sentence each
 * @param nodes that were started
 * @param cluster as one of them sees it; absent if none answers
 */
record LocalStatus(
    boolean well, List<String> problems, List<Node> nodes, @Nullable ClusterView cluster) {

  /**
   * A node.
   *
   * @param node its number
   * @param http where it serves
   * @param admin where its administration is
   * @param member its address in the cluster
   * @param pid of its process, absent if there is none
   * @param ready whether it says so
   */
  record Node(
      int node, String http, String admin, String member, @Nullable Long pid, boolean ready) {}

  /** With the problems that these facts show. */
  static LocalStatus of(boolean baseRuns, List<Node> nodes, @Nullable ClusterView cluster) {
    List<String> problems = new ArrayList<>();
    if (!baseRuns) {
      problems.add("Kafka and PostgreSQL do not run: ./tandem cluster up starts them.");
    }
    for (Node node : nodes) {
      if (node.pid() == null) {
        problems.add("Node %d does not run: ./tandem cluster up starts it.".formatted(node.node()));
      } else if (!node.ready()) {
        problems.add("Node %d is not ready.".formatted(node.node()));
      }
    }
    if (cluster == null) {
      problems.add("No node answers.");
    } else {
      addOfCluster(cluster, problems);
    }
    return new LocalStatus(problems.isEmpty(), problems, nodes, cluster);
  }

  private static void addOfCluster(ClusterView cluster, List<String> problems) {
    for (ClusterView.Member member : cluster.members()) {
      if (!member.reachable()) {
        problems.add("Member %s is not reachable.".formatted(member.address()));
      } else if (!member.status().equals("up")) {
        problems.add("Member %s is %s.".formatted(member.address(), member.status()));
      }
    }
    cluster.models().forEach(model -> addOfModel(model, problems));
    problems.addAll(cluster.missing());
  }

  private static void addOfModel(ClusterView.Model model, List<String> problems) {
    List<Integer> loading =
        model.index().stream()
            .filter(partition -> !partition.loaded())
            .map(ClusterView.IndexPartition::partition)
            .toList();
    if (!loading.isEmpty()) {
      problems.add("Index partitions of %s not loaded: %s.".formatted(model.name(), loading));
    }
    if (model.awayFromIndex() > 0) {
      problems.add(
          "Shards of items of %s that are not with their index partition: %d."
              .formatted(model.name(), model.awayFromIndex()));
    }
    List<Integer> unread = read(model, null).map(ClusterView.LogPartition::partition).toList();
    if (!unread.isEmpty()) {
      problems.add("Nobody reads these log partitions for %s: %s.".formatted(model.name(), unread));
    }
  }

  /** The partitions of the log that {@code member} reads; null for those that nobody reads. */
  private static Stream<ClusterView.LogPartition> read(
      ClusterView.Model model, @Nullable String member) {
    return model.log().stream()
        .filter(
            partition ->
                member == null ? partition.reader() == null : member.equals(partition.reader()));
  }

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("%-5s %-22s %-22s %-8s %s%n".formatted("node", "http", "admin", "process", ""));
    for (Node node : nodes) {
      text.append(
          "%-5d %-22s %-22s %-8s %s%n"
              .formatted(
                  node.node(),
                  node.http(),
                  node.admin(),
                  node.pid() == null ? "down" : Long.toString(node.pid()),
                  node.ready() ? "ready" : ""));
    }
    if (cluster != null) {
      members(cluster, text);
      cluster.models().forEach(model -> model(cluster, model, text));
    }
    text.append(well ? "%nAll is well.%n".formatted() : "%nNot well:%n".formatted());
    problems.forEach(problem -> text.append("  %s%n".formatted(problem)));
    return text.toString();
  }

  private static void members(ClusterView cluster, StringBuilder text) {
    text.append(
        "%nAs %s sees it:%n%-22s %-10s %-12s %-16s%n"
            .formatted(cluster.answeredBy(), "member", "status", "roles", "version"));
    for (ClusterView.Member member : cluster.members()) {
      text.append(
          "%-22s %-10s %-12s %-16s %s%s%s%n"
              .formatted(
                  member.address(),
                  member.status(),
                  String.join(",", member.roles()),
                  member.appVersion(),
                  member.oldest() ? "oldest " : "",
                  member.leader() ? "leader " : "",
                  member.reachable() ? "" : "UNREACHABLE"));
    }
  }

  private static void model(ClusterView cluster, ClusterView.Model model, StringBuilder text) {
    text.append(
        "%nModel %s: shards, index partitions and log partitions%n".formatted(model.name()));
    text.append(
        "%-22s %6s %6s %6s %8s %10s %6s  %s%n"
            .formatted("member", "users", "items", "index", "loaded", "items", "log", "lag"));
    for (ClusterView.Member member : cluster.members()) {
      row(model, member.address(), text);
    }
    text.append(
        "index %s%nlog   %s%n"
            .formatted(
                places(
                    model.index().stream()
                        .map(p -> p.partition() + "→" + (p.member() == null ? "?" : p.member()))),
                places(
                    model.log().stream()
                        .map(p -> p.partition() + "→" + (p.reader() == null ? "?" : p.reader())))));
  }

  private static String places(Stream<String> each) {
    return String.join(" ", each.toList()).replace(LocalPlan.HOST, "");
  }

  private static void row(ClusterView.Model model, String member, StringBuilder text) {
    List<ClusterView.IndexPartition> index =
        model.index().stream().filter(p -> member.equals(p.member())).toList();
    text.append(
        "%-22s %6d %6d %6d %8d %,10d %6d  %,d%n"
            .formatted(
                member,
                shards(model, "user", member),
                shards(model, "item", member),
                index.size(),
                index.stream().filter(ClusterView.IndexPartition::loaded).count(),
                index.stream().mapToInt(p -> p.items() == null ? 0 : p.items()).sum(),
                read(model, member).count(),
                read(model, member).mapToLong(ClusterView.LogPartition::lag).sum()));
  }

  private static int shards(ClusterView.Model model, String type, String member) {
    return model.shards().stream()
        .filter(shards -> shards.type().equals(type) && shards.member().equals(member))
        .mapToInt(ClusterView.Shards::shards)
        .sum();
  }
}
