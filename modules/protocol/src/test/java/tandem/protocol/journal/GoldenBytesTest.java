package tandem.protocol.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tandem.protocol.CborSerializable;

/**
 * Old journals stay readable: {@code golden/<version>/<class>.cbor} holds bytes that an old build
 * wrote, and each must be read to the sample of {@link JournalSamples}.
 *
 * <p>A file is never written over. For a new persisted class add a sample and run
 *
 * <pre>mvn -pl modules/protocol -am test -Dtest=GoldenBytesTest -Dtandem.golden=write \
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * which writes the files that are missing and fails, so that they are looked at and checked in. A
 * stored form that changes gets a new folder ({@code v7}) beside the old ones, whose files and
 * samples stay.
 */
class GoldenBytesTest {

  private static final String FOLDER = "/golden/";
  private static final Path SOURCES = Path.of("src/test/resources/golden");

  private static final int JACKSON_CBOR = 33;

  /**
   * The manifest in the journal's rows is the class name; a moved class can't be read. What {@link
   * LearnedSerializer} writes has another since then.
   */
  private static final Map<Class<?>, String> MANIFESTS =
      Map.of(
          UserEvent.Based.class, "tandem.protocol.journal.UserEvent$Based",
          UserEvent.Erased.class, "tandem.protocol.journal.UserEvent$Erased",
          ItemEvent.Based.class, "tandem.protocol.journal.ItemEvent$Based",
          UserEvent.Learned.class, "tandem.protocol.journal.UserEvent$Learned",
          ItemEvent.Learned.class, "tandem.protocol.journal.ItemEvent$Learned",
          ItemEvent.Described.class, "tandem.protocol.journal.ItemEvent$Described",
          ItemEvent.Removed.class, "tandem.protocol.journal.ItemEvent$Removed",
          UserSnapshot.class, "tandem.protocol.journal.UserSnapshot",
          ItemSnapshot.class, "tandem.protocol.journal.ItemSnapshot");

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Serialization SERIALIZATION = SerializationExtension.get(KIT.system());

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @BeforeAll
  static void writeMissing() throws IOException {
    if ("write".equals(System.getProperty("tandem.golden"))) {
      for (JournalSamples.Sample sample : samples()) {
        Path folder = SOURCES.resolve(sample.version());
        Path file = folder.resolve(name(sample.value().getClass()));
        if (!Files.exists(file)) {
          Files.createDirectories(folder);
          Files.write(file, SERIALIZATION.serialize(sample.value()).get());
        }
      }
    }
  }

  private static List<JournalSamples.Sample> samples() {
    return JournalSamples.ofAllVersions();
  }

  private static String name(Class<?> type) {
    String full = type.getName();
    return full.substring(full.lastIndexOf('.') + 1).replace('$', '.') + ".cbor";
  }

  private static byte[] golden(String version, Class<?> type) throws IOException {
    String path = FOLDER + version + "/" + name(type);
    try (InputStream file = GoldenBytesTest.class.getResourceAsStream(path)) {
      assertThat(file).as("golden file of " + type.getName()).isNotNull();
      return file.readAllBytes();
    }
  }

  private static SerializerWithStringManifest serializer(Object sample) {
    return (SerializerWithStringManifest) SERIALIZATION.findSerializerFor(sample);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void read_goldenFile_isTheSample(JournalSamples.Sample file) throws IOException {
    CborSerializable sample = file.value();
    byte[] bytes = golden(file.version(), sample.getClass());
    SerializerWithStringManifest now = serializer(sample);
    Object read =
        file.isOfAkkasSerializer()
            ? SERIALIZATION.deserialize(bytes, JACKSON_CBOR, MANIFESTS.get(sample.getClass())).get()
            : SERIALIZATION.deserialize(bytes, now.identifier(), now.manifest(sample)).get();
    assertThat(read).isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void write_sample_isReadBackEqual(JournalSamples.Sample file) {
    CborSerializable sample = file.value();
    SerializerWithStringManifest now = serializer(sample);
    byte[] bytes = SERIALIZATION.serialize(sample).get();
    assertThat(SERIALIZATION.deserialize(bytes, now.identifier(), now.manifest(sample)).get())
        .isEqualTo(sample);
  }

  @Test
  void serializer_persistedClasses_isJacksonCborByClassNameOrOurs() {
    for (CborSerializable sample : JournalSamples.all()) {
      SerializerWithStringManifest serializer = serializer(sample);
      if (sample instanceof UserEvent.Learned || sample instanceof ItemEvent.Learned) {
        assertThat(serializer.identifier()).isEqualTo(5_120);
        assertThat(serializer.manifest(sample))
            .isEqualTo(sample instanceof UserEvent.Learned ? "u" : "i");
      } else {
        assertThat(serializer.identifier()).isEqualTo(JACKSON_CBOR);
        assertThat(serializer.manifest(sample)).isEqualTo(MANIFESTS.get(sample.getClass()));
      }
    }
  }

  @Test
  void persistedClasses_each_hasSampleManifestAndFile() throws IOException {
    assertThat(JournalSamples.all())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(JournalSamples.persisted());
    assertThat(MANIFESTS.keySet()).containsExactlyInAnyOrderElementsOf(JournalSamples.persisted());
    for (Class<?> type : JournalSamples.persisted()) {
      assertThat(golden("v1", type)).isNotEmpty();
    }
  }
}
