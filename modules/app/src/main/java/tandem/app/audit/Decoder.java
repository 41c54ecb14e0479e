package tandem.app.audit;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import scala.util.Try;

/**
 * The node's serialization without the node: Akka's serializers live in an actor system, so there
 * is one, but it is in no cluster, listens to nothing, and no actor of ours is in it.
 */
public final class Decoder implements AutoCloseable {

  private static final Map<String, Object> ALONE =
      Map.of(
          "akka.actor.provider", "local",
          "akka.coordinated-shutdown.exit-jvm", "off",
          "akka.coordinated-shutdown.run-by-jvm-shutdown-hook", "off");

  private final ActorSystem<Void> system;
  private final Serialization serialization;

  /** Decodes as the node of this configuration does. */
  public Decoder(Config config) {
    this.system =
        ActorSystem.create(
            Behaviors.empty(),
            "audit",
            ConfigFactory.parseMap(ALONE, "audit").withFallback(config));
    this.serialization = SerializationExtension.get(system);
  }

  /** The payload of a row, or {@link Row.Unreadable}. */
  Object decode(ResultSet row, String payload, String serializer, String manifest)
      throws SQLException {
    Try<Object> decoded =
        serialization.deserialize(
            row.getBytes(payload), row.getInt(serializer), row.getString(manifest));
    return decoded.isSuccess()
        ? decoded.get()
        : new Row.Unreadable(decoded.failed().get().toString());
  }

  /** What decodes. */
  public Serialization serialization() {
    return serialization;
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
