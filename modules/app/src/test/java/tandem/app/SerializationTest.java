package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.DisabledJavaSerializer;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.jackson.JacksonCborSerializer;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserSnapshot;

final class SerializationTest {

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "serialization",
          ConfigFactory.parseString("akka.coordinated-shutdown.exit-jvm = off")
              .withFallback(AppConfig.load(Optional.empty())));

  private final Serialization serialization = SerializationExtension.get(KIT.system());

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void serialize_objectOfJava_isRefused() {
    assertThat(serialization.findSerializerFor(new ArrayList<String>()))
        .isInstanceOf(DisabledJavaSerializer.class);
    assertThat(serialization.serialize(new ArrayList<String>()).isFailure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(classes = {UserEvent.class, UserSnapshot.class, ItemEvent.class, ItemSnapshot.class})
  void serialize_whatTheJournalHolds_isCbor(Class<?> stored) throws Exception {
    assertThat(serialization.serializerFor(stored)).isInstanceOf(JacksonCborSerializer.class);
  }
}
