package tandem.ingest.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import tandem.ingest.simulation.Message.LogRecord;

/*
 * One thread, one random source, so that a seed is a schedule. While it is stormy, messages are lost, sent twice, overtake each
 * other and are held back until long after; entities crash, with their last write landed or not, and users' writes fail; a consumer
 * is replaced at what the database holds, and the old one lives on as a zombie that fetches, asks and saves by its own older
 * frontier. Now and then the database falls back to an earlier moment, and all nodes start again on it: what was in memory or on
 * its way is gone. In the calm that follows nothing is lost any more: the newest consumers finish, then the held messages come, then
 * the zombies finish, too. Then the topic is made anew, with users in other partitions, and all of it happens again. Then the
 * journals must be as Check says.
 *
 * What is not here: a topic that is made anew, or gets more partitions, while records are under way, and a producer that spreads the
 * events of a user over the partitions (the last of the faults). Then nobody knows the order of a repetition and its original.
 */

/** A schedule of the protocol of delivery. */
final class Simulation {

  private static final int EPOCHS = 2;
  private static final int STEPS = 4_000;
  private static final int MOST_ROUNDS = 2_000;
  private static final int MOST_CONSUMERS = 40;
  private static final int MOST_IN_FLIGHT = 16;
  private static final int MOST_WINDOW = 24;

  private final SplittableRandom random;
  private final Fault fault;
  private final int inFlight;
  private final int window;
  private final Producer producer;
  private final List<List<LogRecord>> log = new ArrayList<>(); // of all epochs
  private final List<SimulatedUser> users = new ArrayList<>();
  private final List<SimulatedItem> items = new ArrayList<>();
  private final List<SimulatedConsumer> consumers = new ArrayList<>();
  private final List<SimulatedConsumer> alive = new ArrayList<>();
  private final SimulatedConsumer[] newest = new SimulatedConsumer[Producer.PARTITIONS];
  private final long[][] frontiers = new long[EPOCHS][Producer.PARTITIONS];
  private final Database database = new Database();
  private final List<Message> network = new ArrayList<>();
  private final List<Message> heldBack = new ArrayList<>();
  private int epoch;
  private int mostConsumers;

  private Simulation(long seed, Fault fault) {
    random = new SplittableRandom(seed);
    this.fault = fault;
    inFlight = 1 + random.nextInt(MOST_IN_FLIGHT);
    window = 1 + random.nextInt(MOST_WINDOW);
    producer = new Producer(random, fault != Fault.PRODUCER_WITHOUT_KEY);
    for (int user = 0; user < Producer.USERS; user++) {
      users.add(new SimulatedUser(fault, window, database, network::add));
    }
    for (int item = 0; item < Producer.ITEMS; item++) {
      items.add(new SimulatedItem(fault, database, network::add));
    }
  }

  /** Runs the schedule; what is wrong with the journals at its end, or nothing. */
  static List<String> violations(long seed, Fault fault) {
    Simulation simulation = new Simulation(seed, fault);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      simulation.startTopic(epoch);
      for (int step = 0; step < STEPS; step++) {
        simulation.storm();
      }
      if (!simulation.calm()) {
        return List.of("it never settles");
      }
    }
    return simulation.check();
  }

  private void startTopic(int number) {
    epoch = number;
    log.addAll(producer.fill(epoch));
    database.backUp(); // with one from before, records would be lost with the old topic
    mostConsumers = consumers.size() + MOST_CONSUMERS;
    takeOverAll();
  }

  private void takeOverAll() {
    for (int partition = 0; partition < Producer.PARTITIONS; partition++) {
      takeOver(partition);
    }
  }

  private void takeOver(int partition) {
    SimulatedConsumer consumer =
        new SimulatedConsumer(
            fault,
            consumers.size(),
            log.get(epoch * Producer.PARTITIONS + partition),
            start(partition),
            inFlight,
            network::add);
    consumers.add(consumer);
    alive.add(consumer);
    newest[partition] = consumer;
  }

  private long start(int partition) {
    long frontier = frontiers[epoch][partition];
    return fault == Fault.START_ABOVE_THE_FRONTIER ? frontier + random.nextInt(3) : frontier;
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
    } else if (dice < 974) {
      any(users).failWrite(random.nextBoolean(), random.nextLong());
    } else if (dice < 980) {
      SimulatedUser user = any(users);
      user.crash(random.nextBoolean());
      user.recover();
    } else if (dice < 986) {
      any(items).crash(random.nextBoolean());
    } else if (dice < 990) {
      replaceConsumer();
    } else if (dice < 991 && consumers.size() < mostConsumers) {
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
    users.forEach(SimulatedUser::recover);
    takeOverAll();
  }

  /** The old one crashes, or does not know that it was replaced. */
  private void replaceConsumer() {
    if (consumers.size() < mostConsumers) {
      int partition = random.nextInt(Producer.PARTITIONS);
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
      users.get(observe.record().event().user()).on(observe);
    } else if (message instanceof Message.Pull pull) {
      items.get(pull.record().event().item()).on(pull);
    } else if (message instanceof Message.Gradient gradient) {
      users.get(gradient.record().event().user()).on(gradient);
    } else if (message instanceof Message.Save save) {
      save(frontiers[save.epoch()], save.partition(), save.frontier());
    } else if (message instanceof Message.Observed observed) {
      consumers.get(observed.consumer()).on(observed);
    }
  }

  private void save(long[] of, int partition, long frontier) {
    long before = of[partition];
    of[partition] = Math.max(before, frontier);
    if (fault != Fault.FRONTIER_ELSEWHERE) {
      database.commit(() -> of[partition] = before);
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
    return Check.violations(
        log,
        users.stream().map(user -> user.journal).toList(),
        items.stream().map(item -> item.journal).toList(),
        window);
  }
}
