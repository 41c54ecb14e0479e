package tandem.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.persistence.jdbc.AkkaSerialization.AkkaSerialized;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;

final class SharedCommitTest {

  private static final int LANES = 2;
  private static final int ROWS = 5;
  private static final int WAITING = 7;
  private static final Try<Done> DONE = new Success<>(Done.getInstance());

  private final RuntimeException refused = new IllegalStateException("refused");

  private final List<List<EntityWrite>> groups = new ArrayList<>();
  private final List<Promise<List<Try<Done>>>> underWay = new ArrayList<>();
  private final SharedCommit commits =
      new SharedCommit(
          new SharedCommit.Settings(LANES, ROWS, WAITING),
          ExecutionContext.fromExecutor(Runnable::run),
          this::transaction);

  private Future<List<Try<Done>>> transaction(List<EntityWrite> group) {
    groups.add(group);
    underWay.add(Promise.apply());
    return underWay.get(underWay.size() - 1).future();
  }

  /** Ends the nth transaction with the outcome for each of its writes. */
  private void end(int transaction, Try<Done> outcome) {
    underWay.get(transaction).success(Collections.nCopies(groups.get(transaction).size(), outcome));
  }

  private Future<String> write(String id) {
    return write(id, 1);
  }

  private Future<String> write(String id, int rows) {
    Promise<String> written = Promise.apply();
    commits.write(
        new EntityWrite(id, Collections.nCopies(rows, row(id))),
        outcome -> written.complete(outcome.map(done -> id + " is durable")));
    return written.future();
  }

  private static EntityWrite.Row row(String id) {
    return new EntityWrite.Row(id, 1, "", 0, new AkkaSerialized(0, "", new byte[0]));
  }

  private void occupyLanes() {
    for (int lane = 0; lane < LANES; lane++) {
      Future<String> unused = write("first-" + lane, ROWS);
    }
  }

  private List<String> ids(int group) {
    return groups.get(group).stream().map(EntityWrite::id).toList();
  }

  @Test
  void write_laneIsFree_isWrittenAtOnce() {
    Future<String> written = write("a");

    assertThat(ids(0)).containsExactly("a");
    assertThat(written.isCompleted()).isFalse();
    end(0, DONE);
    assertThat(written.value().get().get()).isEqualTo("a is durable");
  }

  @Test
  void write_oneIsUnderWay_waitsForItUntilSoManyRowsDo() {
    Future<String> first = write("first");
    Future<String> second = write("a", ROWS - 1);
    assertThat(groups).hasSize(1);
    Future<String> third = write("b");
    assertThat(ids(1)).containsExactly("a", "b");
    Future<String> fourth = write("c");
    end(1, DONE);
    assertThat(groups).hasSize(2);
    end(0, DONE);
    assertThat(ids(2)).containsExactly("c");
    end(2, DONE);
    assertThat(List.of(first, second, third, fourth)).allMatch(Future::isCompleted);
  }

  @Test
  void write_lanesAreBusy_goTogetherAsManyRowsAsFit() {
    occupyLanes();
    List<Future<String>> written = List.of(write("a", 2), write("b", 3), write("c"), write("d"));

    assertThat(groups).hasSize(LANES);
    end(0, DONE);
    assertThat(ids(2)).containsExactly("a", "b");
    end(1, DONE);
    end(2, DONE);
    assertThat(ids(3)).containsExactly("c", "d");
    assertThat(written).extracting(Future::isCompleted).containsExactly(true, true, false, false);
  }

  @Test
  void write_moreRowsThanFit_isAlone() {
    occupyLanes();
    Future<String> large = write("large", ROWS + 1);
    Future<String> unused = write("b");

    end(0, DONE);
    assertThat(ids(2)).containsExactly("large");
    end(1, DONE);
    end(2, DONE);
    assertThat(large.isCompleted()).isTrue();
    assertThat(ids(3)).containsExactly("b");
  }

  @Test
  void write_ofAnEntityThatIsWriting_waitsForItAndHoldsUpNobody() {
    List<Future<String>> written = List.of(write("a"), write("a"), write("b", ROWS), write("a"));

    assertThat(groups).extracting(List::size).containsExactly(1, 1);
    assertThat(ids(1)).containsExactly("b");
    end(0, DONE);
    end(1, DONE);
    assertThat(ids(2)).containsExactly("a");
    assertThat(groups).hasSize(3); // one of a is under way
    end(2, DONE);
    assertThat(ids(3)).containsExactly("a");
    end(3, DONE);
    assertThat(written).allMatch(Future::isCompleted);
  }

  @Test
  void write_twoOfAnEntityWaiting_goInTheirOrder() {
    occupyLanes();
    Future<String> first = write("a", 1);
    Future<String> second = write("a", 2);

    end(0, DONE);
    end(1, DONE);
    assertThat(groups.get(2)).extracting(write -> write.rows().size()).containsExactly(1);
    assertThat(groups).hasSize(3);
    end(2, DONE);
    assertThat(groups.get(3)).extracting(write -> write.rows().size()).containsExactly(2);
    assertThat(first.isCompleted()).isTrue();
    assertThat(second.isCompleted()).isFalse();
  }

  @Test
  void transaction_oneOfManyIsRefused_failsOnlyThat() {
    occupyLanes();
    Future<String> good = write("good");
    Future<String> bad = write("bad");
    end(0, DONE);
    end(1, DONE);

    underWay.get(2).success(List.of(DONE, new Failure<>(refused)));

    assertThat(good.value().get().get()).isEqualTo("good is durable");
    assertThat(bad.value().get().failed().get()).isSameAs(refused);
  }

  @Test
  void transaction_fails_failsItsWritesAndFreesItsLane() {
    occupyLanes();
    Future<String> waiting = write("a");

    underWay.get(0).failure(refused);
    underWay.get(1).failure(refused);
    underWay.get(2).failure(refused);

    assertThat(waiting.value().get().failed().get()).isSameAs(refused);
    Future<String> again = write("a");
    end(3, DONE);
    assertThat(again.value().get().isSuccess()).isTrue();
  }

  @Test
  void write_tooManyWait_failsAtOnce() {
    occupyLanes();
    for (int n = 0; n < WAITING; n++) {
      assertThat(write("w" + n).isCompleted()).isFalse();
    }

    assertThat(write("more").value().get().failed().get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(String.valueOf(WAITING));
    end(0, DONE);
    assertThat(write("more").isCompleted()).isFalse();
  }
}
