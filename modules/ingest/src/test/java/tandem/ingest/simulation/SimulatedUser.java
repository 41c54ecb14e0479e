package tandem.ingest.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tandem.entity.user.Arrivals;
import tandem.entity.user.Repetitions;
import tandem.entity.user.UserState;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

/**
 * A user: one exchange with an item at a time, then the journal, then the answer to the consumer
 * that asked last. What it takes, and what it knows for a repetition, is decided by the production
 * classes.
 */
final class SimulatedUser {

  private static final Factors FACTORS = new Factors(FactorVector.of(0f), 0f, 0f, 0);

  private final Fault fault;
  private final int window;
  private final Consumer<Message> network;
  private final Map<RecordId, Integer> askers = new HashMap<>();
  private Arrivals<Message.Observe> arrivals = new Arrivals<>();
  private final Repetitions repetitions;
  private UserState durable;
  private Message.@Nullable Observe exchanging;
  final Journal journal;

  SimulatedUser(Fault fault, int window, Database database, Consumer<Message> network) {
    this.fault = fault;
    this.window = window;
    this.journal = new Journal(fault, database);
    this.network = network;
    this.durable = UserState.fresh(FACTORS, window);
    this.repetitions = new Repetitions(durable);
  }

  void on(Message.Observe observe) {
    RecordId id = observe.id();
    if (journal.knows(id)) {
      network.accept(new Message.Observed(id, observe.consumer()));
      return;
    }
    askers.put(id, observe.consumer());
    if (arrivals.get(id) == null) {
      take(fault == Fault.NO_ORDER ? observe.withoutPrevious() : observe);
      exchangeNext();
    }
  }

  private void take(Message.Observe observe) {
    arrivals.add(observe, journal.applied().offsets());
  }

  private void exchangeNext() {
    for (Message.Observe next; exchanging == null && (next = arrivals.next()) != null; ) {
      if (isRepeated(next)) {
        repeated(next);
      } else {
        exchanging = next;
        if (fault == Fault.NO_WAIT_FOR_THE_ITEM) {
          learned(next);
        }
        pullAgain();
      }
    }
  }

  private boolean isRepeated(Message.Observe next) {
    if (fault == Fault.KEYS_OF_THE_JOURNAL_ONLY) {
      repetitions.reset(durable);
    }
    UserStep step = next.record().step(next.delivery());
    boolean repeated = repetitions.isRepeated(step, durable);
    if (fault == Fault.NEWEST_OF_THE_JOURNAL_ONLY) {
      repetitions.journaled(step);
    }
    return repeated;
  }

  private void learned(Message.Observe done) {
    journal.gather(new Journal.Entry(done.record(), done.delivery(), false));
  }

  private void repeated(Message.Observe done) {
    if (fault == Fault.REPETITION_NOT_JOURNALED) {
      arrivals.remove(done.id());
      acknowledge(done.id());
    } else {
      journal.gather(new Journal.Entry(done.record(), done.delivery(), true));
    }
  }

  /** The time-out of an exchange. */
  void pullAgain() {
    if (exchanging != null) {
      network.accept(new Message.Pull(exchanging.record(), exchanging.delivery()));
    }
  }

  void on(Message.Gradient gradient) {
    Message.Observe done = exchanging;
    if (done == null || !done.record().equals(gradient.record())) {
      return;
    }
    if (fault != Fault.NO_WAIT_FOR_THE_ITEM) {
      learned(done);
    }
    exchanging = null;
    exchangeNext();
  }

  void write() {
    List<Journal.Entry> written = journal.write();
    durable = after(durable, written);
    for (Journal.Entry entry : written) {
      arrivals.remove(entry.record().id());
      if (!entry.repeated()) {
        repetitions.journaled(entry.record().step(entry.delivery()));
      }
      acknowledge(entry.record().id());
    }
  }

  private void acknowledge(RecordId id) {
    Integer asker = askers.remove(id);
    if (asker != null) {
      network.accept(new Message.Observed(id, asker));
    }
  }

  /** The journal starts again, under a user that lives on. */
  void failWrite(boolean landed, long shuffle) {
    journal.crash(landed);
    recover();
    arrivals.requeue(this::isDurable);
    if (fault == Fault.REQUEUE_IN_ANY_ORDER) {
      shuffle(new Random(shuffle));
    }
    exchangeNext();
  }

  private boolean isDurable(Message.Observe taken) {
    boolean known = journal.knows(taken.id());
    if (known) {
      acknowledge(taken.id());
    }
    return known;
  }

  private void shuffle(Random random) {
    List<Message.Observe> taken = new ArrayList<>(arrivals.taken());
    Collections.shuffle(taken, random);
    arrivals = new Arrivals<>();
    taken.forEach(observe -> take(observe.withoutPrevious()));
  }

  /** The node dies; it must {@link #recover()} before it goes on. */
  void crash(boolean writeLanded) {
    journal.crash(writeLanded);
    askers.clear();
    arrivals = new Arrivals<>();
  }

  /** Reads the journal. */
  void recover() {
    UserState fresh = UserState.fresh(FACTORS, window);
    boolean forgets = fault == Fault.KEYS_FORGOTTEN_AT_RECOVERY;
    durable = forgets ? fresh : after(fresh, journal.written());
    repetitions.reset(durable);
    exchanging = null;
  }

  private static UserState after(UserState before, List<Journal.Entry> entries) {
    List<UserStep> steps = new ArrayList<>();
    List<Delivery> repeated = new ArrayList<>();
    for (Journal.Entry entry : entries) {
      if (entry.repeated()) {
        repeated.add(entry.delivery());
      } else {
        steps.add(entry.record().step(entry.delivery()));
      }
    }
    return before.apply(new UserEvent.Learned(steps, repeated, FACTORS, 0f));
  }
}
