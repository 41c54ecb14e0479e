package tandem.app.load.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A system that is measured. Its directory is its own, and new. */
interface BenchSystem {

  /** The name in the history. */
  String name();

  /** Events a second, above what it learns on two cores. */
  double overload();

  /** Starts it, for the first time or again; returns when it is ready. */
  void start() throws IOException;

  /** Stops its node in order; what else there is may run on. */
  void stop() throws IOException;

  /** Stops all that runs on. */
  void close() throws IOException;

  /** Where its node is. */
  URI server();

  /** Where its brokers are. */
  String kafka();

  /**
   * What names its database to {@code ./tandem audit}, while the node is stopped; empty if it has
   * none.
   */
  List<String> database();
}
