package tandem.entity.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.JournalWriter;
import tandem.protocol.journal.ItemEvent;

/** An item that writes past the plugin's actor, to a journal that does as it is told. */
final class ItemWriterTest {

  private static final BlockingQueue<Write> WRITES = new LinkedBlockingQueue<>();
  private static final String POISON = "can't be encoded";
  private static final EntityKit KIT = new EntityKit();
  private static volatile boolean refuses;

  private record Write(
      String id, long first, String by, List<?> events, Consumer<@Nullable Throwable> done) {

    List<Long> offsets() {
      List<Long> offsets = new ArrayList<>();
      for (Object event : events) {
        ((ItemEvent.Learned) event)
            .steps()
            .forEach(step -> offsets.add(step.delivery().id().offset()));
      }
      return offsets;
    }
  }

  private final ItemFixture fixture = new ItemFixture(KIT, EntityKit.SETTINGS);

  @BeforeAll
  static void start() {
    JournalWriter writer =
        (id, first, by, events, done) -> {
          if (refuses) {
            throw new IllegalArgumentException(POISON);
          }
          WRITES.add(new Write(id, first, by, events, done));
        };
    String usual =
        KIT.actors().system().settings().config().getString("akka.persistence.journal.plugin");
    JournalWriter.Registry.of(KIT.actors().system()).add(usual, writer);
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private static Write next() throws InterruptedException {
    Write write = WRITES.poll(60, TimeUnit.SECONDS);
    assertThat(write).isNotNull();
    return write;
  }

  @Test
  void pull_isAnsweredWhenTheWriterSaysSo_andWhatCameMeanwhileIsWrittenTogether() throws Exception {
    fixture.item.tell(fixture.pull(0));
    Write first = next();
    fixture.item.tell(fixture.pull(1));
    fixture.item.tell(fixture.pull(2));
    fixture.probe.expectNoMessage();
    assertThat(first.id()).isEqualTo("item|" + fixture.id.value());
    assertThat(first.first()).isEqualTo(1);
    assertThat(first.offsets()).containsExactly(0L);

    first.done().accept(null);
    fixture.move();
    fixture.gradient(0);
    Write second = next();
    assertThat(second.first()).isEqualTo(2);
    assertThat(second.by()).isEqualTo(first.by());
    assertThat(second.offsets()).containsExactly(1L, 2L);
    second.done().accept(null);
    assertThat(fixture.moved().events()).isEqualTo(3);
    fixture.gradient(1);
    fixture.gradient(2);
    assertThat(KIT.events(fixture.id)).isEmpty(); // nothing went by the plugin
  }

  @Test
  void write_fails_isReadAndWrittenAgainWhenThePullComesAgain() throws Exception {
    fixture.item.tell(fixture.pull(0));
    Write failed = next();
    failed.done().accept(new SQLException("the database is away"));
    fixture.probe.awaitAssert(
        () -> {
          assertThat(fixture.watch.told("write failed", "recovered"))
              .containsExactly("recovered", "write failed", "recovered");
          return null;
        });
    fixture.item.tell(fixture.pull(0));
    Write again = next();
    assertThat(again.first()).isEqualTo(1); // the journal has nothing
    again.done().accept(null);

    assertThat(fixture.moved().events()).isEqualTo(1);
    fixture.gradient(0);
  }

  @Test
  void write_canNotBeEncoded_endsTheItem() {
    refuses = true;
    try {
      fixture.item.tell(fixture.pull(0));
      fixture.probe.expectTerminated(fixture.item);
    } finally {
      refuses = false;
    }
    assertThat(WRITES).isEmpty();
  }
}
