package tandem.app.cluster;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's way into the cluster. */
public final class Membership {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final Duration SAY_AGAIN = Duration.ofSeconds(15);

  private final ActorSystem<?> system;
  private final ClusterSettings settings;
  private final Cluster cluster;
  private final CompletableFuture<Done> up = new CompletableFuture<>();

  /** Of the node of {@code system}. */
  public Membership(ActorSystem<?> system, ClusterSettings settings) {
    this.system = system;
    this.settings = settings;
    this.cluster = Cluster.get(Adapter.toClassic(system));
  }

  /**
   * Joins the others, or itself, and returns when the node is a member that is up. It looks for the
   * others for as long as it takes, and says so; throws {@link IOException} when it was shut down
   * meanwhile, or can't listen for them.
   */
  public void join() throws IOException {
    cluster.registerOnMemberUp(() -> up.complete(Done.getInstance()));
    var unused = system.getWhenTerminated().thenAccept(done -> up.cancel(false));
    if (settings.bootstrap()) {
      lookForOthers();
    } else {
      cluster.join(cluster.selfAddress());
    }
    while (!isUp()) {
      LOG.info("Waiting for the other nodes: {}", whereItLooks(system.settings().config()));
    }
  }

  private void lookForOthers() throws IOException {
    try {
      var unused = AkkaManagement.get(system).start().toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw new IOException(
          "The other nodes can't ask this one for the cluster: set akka.management.http.hostname"
              + " and port to an address of this machine that is free. "
              + failed.getCause(),
          failed);
    }
    ClusterBootstrap.get(Adapter.toClassic(system)).start();
  }

  private boolean isUp() throws IOException {
    try {
      Done unused = up.get(SAY_AGAIN.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (InterruptedException
        | ExecutionException
        | java.util.concurrent.CancellationException e) {
      throw new IOException("The node was shut down before it was up.", e);
    }
  }

  private static String whereItLooks(Config config) {
    Config bootstrap = config.getConfig("akka.management.cluster.bootstrap");
    return "discovery by %s of %s, %d contact points needed"
        .formatted(
            bootstrap.getString("contact-point-discovery.discovery-method"),
            bootstrap.getString("contact-point-discovery.service-name"),
            bootstrap.getInt("contact-point-discovery.required-contact-point-nr"));
  }
}
