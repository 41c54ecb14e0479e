package tandem.app.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The configuration of the embedded broker: one node that is broker and controller. */
final class BrokerConfig {

  /*
   * Durability. Nothing is flushed by hand: an acknowledged record is in the page cache, which
   * outlives the process (kill -9), not the machine. A second replica is Kafka's answer to that, and
   * an embedded broker has none.
   *
   * Retention. The log is the record of what happened and replay is a feature, so nothing expires.
   *
   * Size. One process on a laptop, a few partitions: the thread pools of a server (3 network, 8 io, 10
   * background, each per listener or disk) and its 128 MB buffer for compaction would be the larger
   * part of the program.
   */

  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";

  private BrokerConfig() {}

  static Map<String, String> of(Path logs, String host, BrokerIdentity identity) {
    Map<String, String> config = new HashMap<>();
    addQuorum(config, host, identity);
    addLog(config, logs);
    addSingleReplica(config);
    addSmallFootprint(config);
    return config;
  }

  private static void addQuorum(Map<String, String> config, String host, BrokerIdentity identity) {
    String controller = "127.0.0.1:" + identity.controllerPort();
    String client = host + ":" + identity.port();
    config.put("process.roles", "broker,controller");
    config.put("node.id", Integer.toString(NODE_ID));
    config.put("controller.quorum.voters", NODE_ID + "@" + controller);
    config.put("controller.listener.names", CONTROLLER);
    config.put("listeners", "PLAINTEXT://" + client + "," + CONTROLLER + "://" + controller);
    config.put("advertised.listeners", "PLAINTEXT://" + client);
    config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("inter.broker.listener.name", "PLAINTEXT");
    // After kill -9 the new broker is let in only when the old one's session has ended (default 9
    // s).
    config.put("broker.session.timeout.ms", "4000");
    config.put("broker.heartbeat.interval.ms", "500");
  }

  private static void addLog(Map<String, String> config, Path logs) {
    config.put("log.dirs", logs.toString());
    config.put("log.retention.ms", "-1");
    config.put("log.retention.bytes", "-1");
    config.put("log.segment.bytes", Integer.toString(128 << 20));
    config.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    config.put("message.max.bytes", Integer.toString(1 << 20));
    config.put("auto.create.topics.enable", "false");
    config.put("unclean.leader.election.enable", "false");
  }

  private static void addSingleReplica(Map<String, String> config) {
    config.put("default.replication.factor", "1");
    config.put("min.insync.replicas", "1");
    config.put("offsets.topic.replication.factor", "1");
    config.put("offsets.topic.num.partitions", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("transaction.state.log.num.partitions", "1");
    // Nobody else is about to join: a group of one need not wait for more.
    config.put("group.initial.rebalance.delay.ms", "0");
  }

  private static void addSmallFootprint(Map<String, String> config) {
    config.put("num.network.threads", "1");
    config.put("num.io.threads", "2");
    config.put("background.threads", "2");
    config.put("num.recovery.threads.per.data.dir", "2");
    config.put("num.replica.alter.log.dirs.threads", "1");
    config.put("log.cleaner.threads", "1");
    config.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    // No no-op record every half second in a log that has no follower.
    config.put("metadata.max.idle.interval.ms", "0");
  }
}
