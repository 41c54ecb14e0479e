package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tandem.entity.index.AlikeUser;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.index.IndexedUser;
import tandem.entity.index.UserPartition;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.CborSerializable;
import tandem.protocol.Delivery;
import tandem.protocol.Filter;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;
import tandem.protocol.Minutes;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.ItemStep;
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.Receipt;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserSnapshot;
import tandem.protocol.journal.UserStep;

/** A rolling upgrade, and back: what the next version writes is read by this one. */
final class NextVersionTest {

  private static final ActorSystem<Object> THIS = system("");
  private static final ActorSystem<Object> NEXT = system(NextVersion.settings());

  private static final RecordId RECORD = new RecordId(1, 2, 30);
  private static final Delivery DELIVERY = new Delivery(RECORD, 20);
  private static final FactorVector VECTOR = FactorVector.of(0.5f, -1e-9f);
  private static final Factors FACTORS = new Factors(VECTOR, 0.25f, 2f, 3);
  private static final ItemDescription DESCRIPTION =
      new ItemDescription(
          "Title",
          List.of("a"),
          true,
          Attributes.of(Map.of("colour", new AttributeValue.Text("red"))),
          new Availability(Instant.EPOCH, null));
  private static final Filter FILTER =
      new Filter.AllOf(
          List.of(
              new Filter.Category(List.of("a")),
              new Filter.Not(
                  new Filter.Comparison(
                      "price", Filter.Side.ABOVE, new AttributeValue.Numeric(3)))));
  private static final Receipt RECEIPT = new Receipt("r", 5);
  private static final ItemId ITEM = new ItemId("i");
  private static final UserId USER = new UserId("u");
  private static final List<PartitionOffsets> APPLIED =
      List.of(new PartitionOffsets(0, 1, 7, List.of(9L)));
  private static final Accounted ACCOUNTED = new Accounted(1, 0, 2);

  private static ActorSystem<Object> system(String settings) {
    return ActorSystem.create(
        Behaviors.ignore(),
        "tandem",
        ConfigFactory.load(
            ConfigFactory.parseString(
                settings
                    + "\nakka { actor.provider = local, loglevel = WARNING"
                    + "\n  coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off } }")));
  }

  @AfterAll
  static void stop() {
    for (ActorSystem<Object> system : List.of(THIS, NEXT)) {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  private static <T> ActorRef<T> nobody() {
    return THIS.deadLetters();
  }

  private static List<CborSerializable> events() {
    UserSnapshot user =
        new UserSnapshot(
            FACTORS,
            3f,
            APPLIED,
            List.of(4L),
            Map.of(ITEM, 5L),
            List.of(ITEM),
            1,
            2,
            3,
            RECEIPT,
            Minutes.wrap(6));
    ItemSnapshot item = new ItemSnapshot(FACTORS, 2.5, APPLIED, DESCRIPTION, false);
    return List.of(
        user,
        item,
        new UserEvent.Learned(
            List.of(new UserStep(DELIVERY, ITEM, "rating", 4.5, 6L, "e", -1f)),
            List.of(DELIVERY),
            FACTORS,
            3f),
        new UserEvent.Based(user, ACCOUNTED),
        new UserEvent.Erased(RECEIPT, FACTORS, APPLIED, ACCOUNTED),
        new ItemEvent.Learned(List.of(new ItemStep(DELIVERY, 0.5f)), FACTORS, 2.5),
        new ItemEvent.Described(DESCRIPTION),
        new ItemEvent.Removed(),
        new ItemEvent.Based(item, ACCOUNTED));
  }

  private static List<CborSerializable> messages() {
    IndexedItem indexed = new IndexedItem(ITEM, 7, VECTOR, 0.5f, 2.5, 9, DESCRIPTION, true);
    Interaction interaction =
        new Interaction(USER, ITEM, "rating", 4.5, Instant.ofEpochMilli(1_629_828_723_007L), "e");
    return List.of(
        new UserEntity.Observe(DELIVERY, Optional.of(RECORD), interaction, 3.5f, 8L, nobody()),
        new UserEntity.GetProfile(Optional.of(RECORD), nobody()),
        new UserEntity.Erase(RECEIPT, APPLIED, nobody()),
        new UserEntity.Observed(RECORD, UserEntity.Outcome.LEARNED, 0.5f),
        new UserEntity.Profile(USER, FACTORS, 3.5f, List.of(ITEM), List.of(ITEM), 2, 3, 4),
        new ItemEntity.Pull(
            DELIVERY,
            USER,
            FACTORS,
            3.5f,
            new Target(4f, 1f),
            1L,
            0.5,
            8L,
            List.of(),
            true,
            nobody()),
        new ItemEntity.Repel(VECTOR, -0.5f),
        new ItemEntity.Describe(DESCRIPTION, nobody()),
        new ItemEntity.Gradient(RECORD, 0.5f, VECTOR, true, 0.25f),
        new UserPartition.Moved(new IndexedUser(USER, 7, VECTOR)),
        new UserPartition.FindAlike(VECTOR, 5, USER, nobody()),
        new UserPartition.Found(List.of(new AlikeUser(USER, 0.5))),
        new IndexPartition.Moved(indexed, 8L),
        new IndexPartition.TopK(
            new IndexQuery(IndexQuery.Ranking.COSINE, VECTOR)
                .with(FILTER, List.of(new IndexQuery.Boost(FILTER, 0.5))),
            5,
            List.of(ITEM),
            nobody()),
        new IndexPartition.Hits(3, List.of(new Hit(ITEM, 0.1, "Title", List.of("a")))),
        new IndexPartition.Found(List.of(indexed)));
  }

  private static Stream<CborSerializable> all() {
    return Stream.concat(events().stream(), messages().stream());
  }

  @Test
  void events_everyStoredClass_hasASample() {
    assertThat(events().stream().<Class<?>>map(Object::getClass))
        .containsAll(List.of(UserEvent.class.getPermittedSubclasses()))
        .containsAll(List.of(ItemEvent.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void read_writtenByTheNextVersion_isWhatThisOneWouldHaveWritten(CborSerializable sample)
      throws IOException {
    byte[] written = SerializationExtension.get(NEXT).serialize(sample).get();
    JsonNode tree = new CBORMapper().readTree(written);
    JsonNode added = tree.isArray() ? tree.get(tree.size() - 1) : tree.get(NextVersion.PROPERTY);
    assertThat(added).as("%s", tree).isEqualTo(TextNode.valueOf(NextVersion.VALUE));
    assertThat(read(THIS, sample, written)).isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("all")
  void read_writtenByThisVersion_isReadByTheNext(CborSerializable sample) {
    byte[] written = SerializationExtension.get(THIS).serialize(sample).get();
    assertThat(read(NEXT, sample, written)).isEqualTo(sample);
  }

  private static Object read(ActorSystem<?> system, CborSerializable sample, byte[] written) {
    Serialization serialization = SerializationExtension.get(system);
    var serializer = serialization.findSerializerFor(sample);
    return serialization
        .deserialize(written, serializer.identifier(), Serializers.manifestFor(serializer, sample))
        .get();
  }
}
