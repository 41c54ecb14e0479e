package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the cluster. */
final class RemotingTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Optional<Path> TLS = Optional.of(Path.of("../../config/tls.conf"));

  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  @AfterEach
  void stop() {
    systems.forEach(ActorSystem::terminate);
    systems.forEach(system -> TestNode.get(system.getWhenTerminated()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canonical.hostname = \"\"",
        "canonical.hostname = \"<getHostAddress>\"",
        "canonical.hostname = 192.0.2.1",
        "bind.hostname = 0.0.0.0",
        "bind.hostname = \"::\"",
        "bind.hostname = 192.0.2.1, transport = tls-tcp, ssl.config-ssl-engine.require-mutual-authentication = off",
        "bind.hostname = 192.0.2.1, transport = tls-tcp, ssl.ssl-engine-provider = some.other.Provider"
      })
  void requireSafe_addressThatOthersReach_saysWhatToDo(String artery) {
    Config config = AppConfig.load(Optional.empty(), artery(artery));
    assertThatThrownBy(() -> Remoting.requireSafe(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config/tls.conf")
        .hasMessageContaining("tandem.cluster.insecure-remoting = true");
    Remoting.requireSafe(
        ConfigFactory.parseString("tandem.cluster.insecure-remoting = true").withFallback(config));
  }

  @Test
  void requireSafe_loopbackOrTls_isTaken() {
    Remoting.requireSafe(AppConfig.load(Optional.empty()));
    Remoting.requireSafe(AppConfig.load(Optional.empty(), artery("bind.hostname = \"::1\"")));
    Remoting.requireSafe(AppConfig.load(TLS, artery("bind.hostname = 0.0.0.0")));
    Remoting.requireSafe(
        AppConfig.load(Optional.empty(), artery("bind.hostname = 0.0.0.0, transport = tls-tcp")));
  }

  @Test
  void start_addressThatOthersReach_isRefusedBeforeAnythingIsMade(@TempDir Path directory) {
    Config config = TestNode.config(directory, 0, "akka.remote.artery.bind.hostname = \"0.0.0.0\"");
    assertThatThrownBy(() -> Node.start(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("akka.remote.artery.bind.hostname");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void join_overTls_nodesOfTheCaAreLetInAndOthersAreNot(@TempDir Path directory) throws Exception {
    TestCertificates ours = TestCertificates.make(directory.resolve("ours"));
    TestCertificates others = TestCertificates.make(directory.resolve("others"));
    ActorSystem<Void> first = system(TLS, ours.files("tandem"), "60s");
    join(first, first);
    ActorSystem<Void> second = system(TLS, ours.files("tandem"), "60s");
    join(second, first);
    ActorSystem<Void> ofAnotherCa = system(TLS, others.files("tandem"), "4s");
    join(ofAnotherCa, first);
    ActorSystem<Void> ofAnotherName = system(TLS, ours.files("printer"), "4s");
    join(ofAnotherName, first);
    ActorSystem<Void> withoutTls = system(Optional.empty(), Map.of(), "4s");
    join(withoutTls, first);

    List<akka.actor.Address> members = List.of(address(first), address(second));
    awaitUp(second, members);
    for (ActorSystem<Void> stranger : List.of(ofAnotherCa, ofAnotherName, withoutTls)) {
      // It ends by itself when it was let in nowhere.
      stranger
          .getWhenTerminated()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(up(first)).containsExactlyInAnyOrderElementsOf(members);
  }

  /** A node that ends by itself when it is let in nowhere for so long. */
  private ActorSystem<Void> system(
      Optional<Path> overlay, Map<String, String> files, String patience) {
    Config small =
        ConfigFactory.parseMap(
                Map.of(
                    "akka.coordinated-shutdown.exit-jvm", "off",
                    "akka.coordinated-shutdown.run-by-jvm-shutdown-hook", "off",
                    "akka.cluster.shutdown-after-unsuccessful-join-seed-nodes", patience,
                    "akka.cluster.retry-unsuccessful-join-after", "1s",
                    "akka.loglevel", "OFF"))
            .withFallback(ConfigFactory.parseMap(files));
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), "tandem", AppConfig.load(overlay, small));
    systems.add(system);
    return system;
  }

  private static void join(ActorSystem<Void> system, ActorSystem<Void> at) {
    Cluster.get(system).manager().tell(new JoinSeedNodes(List.of(address(at))));
  }

  private static akka.actor.Address address(ActorSystem<Void> system) {
    return Cluster.get(system).selfMember().address();
  }

  private static void awaitUp(ActorSystem<Void> system, List<akka.actor.Address> members) {
    TestProbe.create(system)
        .awaitAssert(
            PATIENCE,
            () -> {
              assertThat(up(system)).containsExactlyInAnyOrderElementsOf(members);
              return null;
            });
  }

  private static List<akka.actor.Address> up(ActorSystem<Void> system) {
    return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
        .filter(member -> member.status().equals(MemberStatus.up()))
        .map(Member::address)
        .toList();
  }

  private static Config artery(String settings) {
    return ConfigFactory.parseString("akka.remote.artery { " + settings + " }");
  }
}
