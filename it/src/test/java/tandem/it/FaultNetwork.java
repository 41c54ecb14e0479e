package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the nodes of a cluster are: each in a network namespace of its own behind a bridge, if we
 * may make them, which takes Linux, root and {@code ip}; else on loopback addresses of their own,
 * which nobody can cut. Broker and database have two addresses of the bridge, so that a node can
 * lose one without the other.
 */
abstract class FaultNetwork implements AutoCloseable {

  /** A network that can be cut, or one that can't. */
  static FaultNetwork make(int nodes) throws IOException {
    return Namespaces.isAllowed() ? new Namespaces(nodes) : new Loopback();
  }

  /** The address of a node, counted from 0. */
  abstract String node(int node);

  /** The address of the broker. */
  abstract String broker();

  /** The address of the database. */
  abstract String database();

  /** What comes before the command of a process of a node. */
  abstract List<String> prefix(int node);

  /** Whether {@link #cut} can be called. */
  abstract boolean canBeCut();

  /** From now on a node sends nothing to an address of another. */
  abstract void cut(int node, String address);

  /** Takes all cuts back. */
  abstract void heal();

  @Override
  public abstract void close();

  private static final class Loopback extends FaultNetwork {
    @Override
    String node(int node) {
      return "127.0.0." + (11 + node);
    }

    @Override
    String broker() {
      return "127.0.0.1";
    }

    @Override
    String database() {
      return "127.0.0.1";
    }

    @Override
    List<String> prefix(int node) {
      return List.of("env"); // nothing, but a command
    }

    @Override
    boolean canBeCut() {
      return false;
    }

    @Override
    void cut(int node, String address) {
      throw new UnsupportedOperationException("loopback can't be cut");
    }

    @Override
    void heal() {}

    @Override
    public void close() {}
  }

  private static final class Namespaces extends FaultNetwork {
    private final String name;
    private final String net;
    private final int nodes;
    private final Set<List<String>> cuts = new HashSet<>();

    /** One test run's names and addresses are not another's. */
    Namespaces(int nodes) {
      long pid = ProcessHandle.current().pid();
      this.name = "td" + pid % 10_000;
      this.net = "10.77." + pid % 250 + ".";
      this.nodes = nodes;
      run("ip", "link", "add", name, "type", "bridge");
      run("ip", "addr", "add", broker() + "/24", "dev", name);
      run("ip", "addr", "add", database() + "/24", "dev", name);
      run("ip", "link", "set", name, "up");
      for (int node = 0; node < nodes; node++) {
        add(node);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    }

    static boolean isAllowed() {
      return !System.getProperty("tandem.fault.loopback", "false").equals("true")
          && attempt("ip", "netns", "add", "tandem-probe") == null
          && attempt("ip", "netns", "del", "tandem-probe") == null;
    }

    private void add(int node) {
      String space = space(node);
      String outer = name + "o" + node;
      run("ip", "netns", "add", space);
      run("ip", "link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", space);
      run("ip", "link", "set", outer, "master", name, "up");
      inside(node, "addr", "add", node(node) + "/24", "dev", "eth0");
      inside(node, "link", "set", "eth0", "up");
      inside(node, "link", "set", "lo", "up");
    }

    private String space(int node) {
      return name + "n" + node;
    }

    @Override
    String node(int node) {
      return net + (11 + node);
    }

    @Override
    String broker() {
      return net + "1";
    }

    @Override
    String database() {
      return net + "2";
    }

    @Override
    List<String> prefix(int node) {
      return List.of("ip", "netns", "exec", space(node));
    }

    @Override
    boolean canBeCut() {
      return true;
    }

    @Override
    void cut(int node, String address) {
      inside(node, "route", "add", "blackhole", address);
      boolean unused = cuts.add(List.of(Integer.toString(node), address));
    }

    @Override
    void heal() {
      for (List<String> cut : cuts) {
        inside(Integer.parseInt(cut.get(0)), "route", "del", "blackhole", cut.get(1));
      }
      cuts.clear();
    }

    private void inside(int node, String... arguments) {
      List<String> command = new ArrayList<>(List.of("ip", "-n", space(node)));
      command.addAll(Arrays.asList(arguments));
      run(command.toArray(String[]::new));
    }

    @Override
    public void close() {
      remove();
    }

    /** The veths go with their namespaces; what is gone already does not matter. */
    private void remove() {
      for (int node = 0; node < nodes; node++) {
        var unused = attempt("ip", "netns", "del", space(node));
      }
      var unused = attempt("ip", "link", "del", name);
    }

    private static void run(String... command) {
      assertThat(attempt(command)).as("%s", List.of(command)).isNull();
    }

    /** What is wrong, or null. */
    private static @Nullable String attempt(String... command) {
      try {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? null : output;
      } catch (IOException notThere) {
        return notThere.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
