package tandem.ingest.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import tandem.ingest.simulation.Message.LogRecord;
import tandem.protocol.RecordId;

/*
 * One thread, one random source, so that a seed is a schedule. While it is stormy, messages are lost, sent twice, overtake each
 * other and are held back until long after; entities crash, with their last write landed or not; a consumer is replaced at what
 * the database holds, and the old one lives on as a zombie that fetches, asks and saves by its own older frontier. Now and then the
 * database falls back to an earlier moment, and all nodes start again on it: what was in memory or on its way is gone. In the calm
 * that follows nothing is lost any more: the newest consumers finish, then the held messages come, then the zombies finish,
 * too. Then each record must be once in the journal of its user and once in that of its item.
 */

/** A schedule of the protocol of delivery. */
final class Simulation {

  private static final int PARTITIONS = 3;
  private static final int RECORDS = 40;
  private static final int USERS = 6;
  private static final int ITEMS = 5;
  private static final int STEPS = 4_000;
  private static final int MOST_ROUNDS = 2_000;
  private static final int MOST_CONSUMERS = 40;

  private final SplittableRandom random;
  private final Fault fault;
  private final int window;
  private final List<List<LogRecord>> log = new ArrayList<>();
  private final List<SimulatedUser> users = new ArrayList<>();
  private final List<SimulatedItem> items = new ArrayList<>();
  private final List<SimulatedConsumer> consumers = new ArrayList<>();
  private final List<SimulatedConsumer> alive = new ArrayList<>();
  private final SimulatedConsumer[] newest = new SimulatedConsumer[PARTITIONS];
  private final long[] frontiers = new long[PARTITIONS];
  private final Database database = new Database();
  private final List<Message> network = new ArrayList<>();
  private final List<Message> heldBack = new ArrayList<>();

  private Simulation(long seed, Fault fault) {
    random = new SplittableRandom(seed);
    this.fault = fault;
    window = 1 + random.nextInt(16);
    for (int user = 0; user < USERS; user++) {
      users.add(new SimulatedUser(fault, database, network::add));
    }
    for (int item = 0; item < ITEMS; item++) {
      items.add(new SimulatedItem(fault, database, network::add));
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      log.add(records(partition));
      takeOver(partition);
    }
  }

  /** Runs the schedule; what is wrong with the journals at its end, or nothing. */
  static List<String> violations(long seed, Fault fault) {
    Simulation simulation = new Simulation(seed, fault);
    for (int step = 0; step < STEPS; step++) {
      simulation.storm();
    }
    return simulation.calm() ? simulation.check() : List.of("it never settles");
  }

  private List<LogRecord> records(int partition) {
    List<LogRecord> records = new ArrayList<>();
    long offset = random.nextInt(3);
    for (int i = 0; i < RECORDS; i++) {
      RecordId id = new RecordId(0, partition, offset);
      records.add(new LogRecord(id, random.nextInt(USERS), random.nextInt(ITEMS)));
      offset += random.nextInt(8) == 0 ? 1 + random.nextInt(3) : 1;
    }
    return records;
  }

  private void takeOver(int partition) {
    SimulatedConsumer consumer =
        new SimulatedConsumer(
            consumers.size(),
            partition,
            log.get(partition),
            start(partition),
            window,
            network::add);
    consumers.add(consumer);
    alive.add(consumer);
    newest[partition] = consumer;
  }

  private long start(int partition) {
    return fault == Fault.START_ABOVE_THE_FRONTIER
        ? frontiers[partition] + random.nextInt(3)
        : frontiers[partition];
  }

  private void storm() {
    int dice = random.nextInt(1_000);
    if (dice < 500) {
      carry();
    } else if (dice < 700) {
      any(alive).fetch();
    } else if (dice < 750) {
      any(alive).askAgain(random);
    } else if (dice < 770) {
      any(alive).save();
    } else if (dice < 850) {
      any(users).write();
    } else if (dice < 930) {
      any(items).write();
    } else if (dice < 970) {
      any(users).pullAgain();
    } else if (dice < 978) {
      any(users).crash(random.nextBoolean());
    } else if (dice < 986) {
      any(items).crash(random.nextBoolean());
    } else if (dice < 990) {
      replaceConsumer();
    } else if (dice < 991 && consumers.size() < MOST_CONSUMERS) {
      fallBack();
    }
  }

  /** All nodes are stopped, the database is restored, and all start on it. */
  private void fallBack() {
    network.clear();
    heldBack.clear();
    alive.clear();
    users.forEach(user -> user.crash(random.nextBoolean()));
    items.forEach(item -> item.crash(random.nextBoolean()));
    database.lose(1 + random.nextInt(Database.MOST_LOST));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      takeOver(partition);
    }
  }

  /** The old one crashes, or does not know that it was replaced. */
  private void replaceConsumer() {
    if (consumers.size() < MOST_CONSUMERS) {
      int partition = random.nextInt(PARTITIONS);
      if (random.nextBoolean()) {
        alive.remove(newest[partition]);
      }
      takeOver(partition);
    }
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Message takeAny() {
    int last = network.size() - 1;
    Collections.swap(network, random.nextInt(network.size()), last);
    return network.remove(last);
  }

  private void carry() {
    if (network.isEmpty()) {
      return;
    }
    Message message = takeAny();
    int dice = random.nextInt(100);
    if (dice < 8) {
      heldBack.add(message);
    } else if (dice < 16) {
      network.add(message);
      deliver(message);
    } else if (dice >= 26) { // else lost
      deliver(message);
    }
  }

  private void deliver(Message message) {
    if (message instanceof Message.Observe observe) {
      users.get(observe.record().user()).on(observe);
    } else if (message instanceof Message.Pull pull) {
      items.get(pull.record().item()).on(pull);
    } else if (message instanceof Message.Gradient gradient) {
      users.get(gradient.record().user()).on(gradient);
    } else if (message instanceof Message.Save save) {
      save(save.partition(), save.frontier());
    } else if (message instanceof Message.Observed observed) {
      consumers.get(observed.consumer()).on(observed);
    }
  }

  private void save(int partition, long frontier) {
    long before = frontiers[partition];
    frontiers[partition] = Math.max(before, frontier);
    if (fault != Fault.FRONTIER_ELSEWHERE) {
      database.commit(() -> frontiers[partition] = before);
    }
  }

  /** Whether all comes to rest. */
  private boolean calm() {
    boolean settled = finish(List.of(newest));
    network.addAll(heldBack);
    return settled && finish(List.of(newest)) && finish(alive);
  }

  private boolean finish(List<SimulatedConsumer> working) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      working.forEach(SimulatedConsumer::fetch);
      working.forEach(SimulatedConsumer::askAllAgain);
      users.forEach(SimulatedUser::pullAgain);
      while (!network.isEmpty()) {
        deliver(takeAny());
      }
      users.forEach(SimulatedUser::write);
      items.forEach(SimulatedItem::write);
      if (network.isEmpty() && working.stream().allMatch(SimulatedConsumer::isDone)) {
        return true;
      }
    }
    return false;
  }

  private List<String> check() {
    List<String> violations = new ArrayList<>();
    for (List<LogRecord> partition : log) {
      for (LogRecord record : partition) {
        expectOnce(record, "user", users.get(record.user()).journal, violations);
        expectOnce(record, "item", items.get(record.item()).journal, violations);
      }
    }
    return violations;
  }

  private static void expectOnce(
      LogRecord record, String whose, Journal journal, List<String> violations) {
    int times = Collections.frequency(journal.written(), record.id());
    if (times != 1) {
      violations.add(record + " is " + times + " times in the journal of its " + whose);
    }
  }
}
