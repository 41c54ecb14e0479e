package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.CoordinatedShutdown;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.ServerBinding;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import tandem.protocol.InteractionRules;

class ShutdownTest {

  private static final Config CONFIG =
      ConfigFactory.parseString("tandem.http.port = 0").withFallback(ConfigFactory.load());

  @Test
  void coordinatedShutdown_ofTheSystem_freesThePort() {
    ActorTestKit kit = ActorTestKit.create("shutdown", CONFIG);
    ServerBinding binding = start(kit, CONFIG);
    int port = binding.localAddress().getPort();
    CoordinatedShutdown.get(kit.system())
        .runAll(CoordinatedShutdown.unknownReason())
        .toCompletableFuture()
        .join();
    assertThat(binding.whenTerminated().toCompletableFuture()).isCompleted();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void start_portIsTaken_fails() {
    ActorTestKit kit = ActorTestKit.create("taken", CONFIG);
    try {
      int port = start(kit, CONFIG).localAddress().getPort();
      Config same = ConfigFactory.parseString("tandem.http.port = " + port).withFallback(CONFIG);
      assertThatThrownBy(() -> start(kit, same)).isInstanceOf(CompletionException.class);
    } finally {
      kit.shutdownTestKit();
    }
  }

  private static ServerBinding start(ActorTestKit kit, Config config) {
    return HttpServer.start(
            kit.system(),
            HttpSettings.of(config),
            new Fakes().ports(),
            InteractionRules.defaults(),
            Clock.systemUTC())
        .toCompletableFuture()
        .join();
  }
}
