package tandem.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import tandem.app.kafka.EmbeddedKafka;

/** A broker in a process of its own, so that it can die while the node lives: runs until killed. */
final class BrokerMain {

  private BrokerMain() {}

  /** Starts on a directory and an address of this machine, and says where clients connect. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    try (EmbeddedKafka broker = EmbeddedKafka.start(Path.of(arguments[0]), arguments[1], 0)) {
      System.out.println("Broker at " + broker.bootstrap());
      new CountDownLatch(1).await();
    }
  }
}
