package tandem.protocol.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /v1/admin/cluster}: the cluster as one of its nodes sees it.
 *
 * @param answeredBy address of the member that says so
 * @param members the nodes, oldest first
 * @param models what they learn, the main model first
 * @param missing what could not be found out in time, a sentence each; the rest is as it says
 */
public record ClusterView(
    String answeredBy, List<Member> members, List<Model> models, List<String> missing) {

  /** Copies the lists. */
  public ClusterView {
    members = List.copyOf(members);
    models = List.copyOf(models);
    missing = List.copyOf(missing);
  }

  /**
   * A node.
   *
   * @param address {@code host:port} by which the nodes reach each other
   * @param status as Akka calls it, in lower case: {@code joining}, {@code up}, {@code leaving} …
   * @param roles {@code learn}, {@code serve} or both
   * @param appVersion version of the program
   * @param reachable whether the one who answers hears of it
   * @param leader whether it lets others join and leave
   * @param oldest whether it is the oldest that learns, which decides where shards are
   */
  public record Member(
      String address,
      String status,
      List<String> roles,
      String appVersion,
      boolean reachable,
      boolean leader,
      boolean oldest) {

    /** Copies the list. */
    public Member {
      roles = List.copyOf(roles);
    }
  }

  /**
   * Where one model is.
   *
   * @param name of it
   * @param shards how many shards each member has, by kind of entity
   * @param index each partition of the index
   * @param awayFromIndex shards of items on another member than the partition of their number
   * @param log each partition of the event log
   */
  public record Model(
      String name,
      List<Shards> shards,
      List<IndexPartition> index,
      int awayFromIndex,
      List<LogPartition> log) {

    /** Copies the lists. */
    public Model {
      shards = List.copyOf(shards);
      index = List.copyOf(index);
      log = List.copyOf(log);
    }
  }

  /**
   * What a member has of a kind of entity.
   *
   * @param type {@code user}, {@code item} or {@code index}
   * @param member its address
   * @param shards how many
   * @param entities how many are in memory there
   */
  public record Shards(String type, String member, int shards, int entities) {}

  /**
   * A partition of the index.
   *
   * @param partition its number
   * @param member who has it, absent if that is not known
   * @param loaded whether it answers queries
   * @param items how many it has, absent if it did not say
   */
  public record IndexPartition(
      int partition, @Nullable String member, boolean loaded, @Nullable Integer items) {}

  /**
   * A partition of the event log.
   *
   * @param partition its number
   * @param reader address of the member that reads it, absent if nobody does
   * @param lag records that are not settled yet
   */
  public record LogPartition(int partition, @Nullable String reader, long lag) {}
}
