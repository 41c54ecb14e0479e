package tandem.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.DisabledJavaSerializer;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.jackson.JacksonCborSerializer;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.typesafe.config.ConfigFactory;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.protocol.CborSerializable;
import tandem.protocol.ProtocolModule;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.LearnedSerializer;
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

  /** Entity's ProtocolTest has a sample of each message that leaves a node. */
  @Test
  void serialize_everyClassThatIsMarked_isCbor() throws Exception {
    List<Class<?>> marked =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("tandem")
                .stream()
                .filter(type -> type.isAssignableTo(CborSerializable.class))
                .<Class<?>>map(JavaClass::reflect)
                .toList();

    assertThat(marked).hasSizeGreaterThan(30);
    for (Class<?> type : marked) {
      assertThat(serialization.serializerFor(type))
          .as(type.getName())
          .isInstanceOfAny(JacksonCborSerializer.class, LearnedSerializer.class);
    }
  }

  /** So even with Java's serialization on, no message could be sent by it unnoticed. */
  @Test
  void classes_thatJavaCouldSerialize_areFailuresEnumsAndJacksonsParts() {
    noClasses()
        .that()
        .areNotAssignableTo(Throwable.class)
        .and()
        .areNotEnums()
        .and()
        .doNotHaveFullyQualifiedName(ProtocolModule.class.getName())
        .and()
        .areNotAssignableTo(JsonSerializer.class)
        .and()
        .areNotAssignableTo(JsonDeserializer.class)
        .should()
        .beAssignableTo(Serializable.class)
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("tandem"));
  }

  @ParameterizedTest
  @ValueSource(classes = {UserEvent.class, UserSnapshot.class, ItemEvent.class, ItemSnapshot.class})
  void serialize_whatTheJournalHolds_isCbor(Class<?> stored) throws Exception {
    assertThat(serialization.serializerFor(stored)).isInstanceOf(JacksonCborSerializer.class);
  }
}
