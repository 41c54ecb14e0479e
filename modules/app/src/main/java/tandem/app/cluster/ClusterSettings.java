package tandem.app.cluster;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import tandem.entity.EntitySettings;

/**
 * What the node is in the cluster.
 *
 * @param bootstrap whether it looks for other nodes; else it is a cluster of itself
 * @param roles what it does: {@link #LEARN}, {@link #SERVE} or both
 * @param journalPatience how long the database may be out of this node's reach alone before the
 *     node gives itself up; positive
 */
public record ClusterSettings(boolean bootstrap, Set<String> roles, Duration journalPatience) {

  /** The node holds entities and index partitions, and reads the event log. */
  public static final String LEARN = EntitySettings.ROLE;

  /** The node answers over HTTP. */
  public static final String SERVE = "serve";

  /** Throws {@link IllegalArgumentException} when there is no role, or an unknown one. */
  public ClusterSettings {
    Set<String> unknown = new TreeSet<>(roles);
    unknown.removeAll(Set.of(LEARN, SERVE));
    if (roles.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "tandem.cluster: roles must be learn, serve or both, not " + roles);
    }
    if (!bootstrap && !roles.contains(LEARN)) {
      throw new IllegalArgumentException(
          "tandem.cluster: a node that only serves needs others, so bootstrap = true");
    }
    if (journalPatience.isNegative() || journalPatience.isZero()) {
      throw new IllegalArgumentException("tandem.cluster: journal-patience must be positive");
    }
    roles = Set.copyOf(roles);
  }

  /** Reads the section {@code tandem.cluster}. */
  public static ClusterSettings of(Config cluster) {
    return new ClusterSettings(
        cluster.getBoolean("bootstrap"),
        Set.copyOf(cluster.getStringList("roles")),
        cluster.getDuration("journal-patience"));
  }

  /** Whether the node holds entities and reads the log. */
  public boolean learns() {
    return roles.contains(LEARN);
  }

  /** Whether the node answers over HTTP. */
  public boolean serves() {
    return roles.contains(SERVE);
  }
}
