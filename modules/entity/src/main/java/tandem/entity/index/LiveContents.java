package tandem.entity.index;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tandem.entity.EntityWatch;
import tandem.model.Cooccurrence;
import tandem.model.ItemId;
import tandem.model.NegativeSampler;
import tandem.model.NegativeSource;
import tandem.model.Sgd;
import tandem.model.content.ContentSpace;

/**
 * The contents of a partition of the live index, and what follows from each move: which rows are to
 * be written, which negatives may be drawn, what the watch is told. For one thread at a time, which
 * {@link PartitionDesk} sees to.
 */
final class LiveContents implements PartitionDesk.Clerk {

  /*
   * A scan of so many factors takes 20 to 33 µs, reckoned by docs/benchmarks/2026-11-29-index.md,
   * and 16 partitions with as many up to half a millisecond. Beyond, threads that share the
   * partitions are sooner done, by a fifth just there (docs/decisions/0054).
   */
  private static final int QUICK = 1 << 17;
  private static final int RECENT = 1024;
  private static final int READY = 4; // samples that are drawn for others when one is asked for

  private final int partition;
  private final int factors;
  private final IndexContents contents;
  private final EntityWatch watch;
  private final Clock clock;
  private final Runnable placing;
  private final Consumer<RuntimeException> broken;
  private final Set<ItemId> changed = new LinkedHashSet<>();
  private final NegativeSource negatives;
  private final NegativeSampler<ItemId> sampler;
  private final ReadySamples ready = new ReadySamples();
  private int sampled; // items of a sample; 0 until somebody asks for one
  private boolean loaded;
  private boolean isPlacing;
  private long oldestUnseen; // of the moves that came while this was loading
  private int toldItems;
  private int toldListed;
  private volatile boolean quick = true;

  /**
   * Without items.
   *
   * @param placing tells the partition's actor to {@link #place}
   * @param broken tells it to fail
   */
  LiveContents(
      int partition,
      Sgd sgd,
      Supplier<Optional<ContentSpace>> spaces,
      EntityWatch watch,
      Clock clock,
      Runnable placing,
      Consumer<RuntimeException> broken) {
    this.partition = partition;
    this.factors = sgd.settings().factors();
    this.contents = new IndexContents(sgd, spaces);
    this.watch = watch;
    this.clock = clock;
    this.placing = placing;
    this.broken = broken;
    this.negatives = sgd.settings().negativeSource();
    this.sampler = new NegativeSampler<>(negatives, RECENT, new SplittableRandom(partition));
  }

  /** A row of the read model. */
  void keep(IndexedItem item) {
    contents.keep(item);
    toldByJournal(item.id());
  }

  /** What the journal has. */
  void apply(List<IndexStore.Change> changes) {
    for (IndexStore.Change change : changes) {
      ItemId id = change.item();
      if (contents.apply(id, change.sequence(), change.event())) {
        changed.add(id);
        toldByJournal(id);
      }
    }
    if (loaded) {
      tellSize();
    }
  }

  /** What happened at any time is no recent move. */
  private void toldByJournal(ItemId id) {
    if (negatives != NegativeSource.RECENT && contents.events(id) > 0) {
      sampler.taken(id, contents.events(id));
    }
  }

  /** From here on it answers. */
  void loaded() {
    loaded = true;
    toldItems = contents.size();
    toldListed = contents.listed();
    watch.holds(partition, toldItems, toldListed);
    noteQuick();
    if (oldestUnseen > 0) {
      watch.visible(oldestUnseen);
    }
    placeIfNeeded();
  }

  @Override
  public void move(IndexPartition.Moved move) {
    IndexedItem item = move.item();
    if (contents.keep(item)) {
      changed.add(item.id());
      if (item.events() > 0) { // one that was only described or placed is no negative
        sampler.taken(item.id(), item.events());
        makeReady(1);
      }
      tell(move.appended());
    }
  }

  private void tell(long appended) {
    if (loaded) {
      tellSize();
      if (appended > 0) {
        watch.visible(appended);
      }
    } else if (appended > 0) {
      oldestUnseen = oldestUnseen == 0 ? appended : Math.min(oldestUnseen, appended);
    }
  }

  private void tellSize() {
    if (contents.size() != toldItems || contents.listed() != toldListed) {
      toldItems = contents.size();
      toldListed = contents.listed();
      watch.holds(partition, toldItems, toldListed);
      noteQuick();
    }
  }

  private void noteQuick() {
    quick = (long) contents.size() * factors <= QUICK;
  }

  @Override
  public boolean isQuick() {
    return quick;
  }

  @Override
  public void answer(List<PartitionDesk.Waiting> batch) {
    long began = System.nanoTime();
    Instant now = clock.instant();
    List<IndexContents.Wanted> wanted = new ArrayList<>(batch.size());
    for (PartitionDesk.Waiting one : batch) {
      wanted.add(one.query().wanted(now, one.threshold()));
    }
    List<List<Hit>> lists = contents.topK(wanted);
    watch.searched(System.nanoTime() - began, batch.size());
    for (int n = 0; n < lists.size(); n++) {
      PartitionDesk.Waiting one = batch.get(n);
      one.answer()
          .accept(
              new IndexPartition.Hits(
                  partition, lists.get(n), contents.isUnplaced(one.query().query())));
    }
    contents.tidy();
    placeIfNeeded();
  }

  @Override
  public void failed(RuntimeException cause) {
    broken.accept(cause);
  }

  /** In steps, so that what comes meanwhile does not wait for all items. */
  void placeIfNeeded() {
    if (!isPlacing && contents.hasToPlace()) {
      isPlacing = true;
      placing.run();
    }
  }

  /** A step. */
  void place() {
    isPlacing = false;
    contents.place();
    placeIfNeeded();
  }

  /** Those of the items that are here. */
  List<IndexedItem> find(Collection<ItemId> ids, boolean withRows) {
    List<IndexedItem> found = new ArrayList<>(ids.size());
    for (ItemId id : ids) {
      contents.find(id).ifPresent(item -> found.add(withRows ? item : withoutRow(item)));
    }
    return found;
  }

  /** Where nobody asks for the row: it would be most of the message. */
  private static IndexedItem withoutRow(IndexedItem item) {
    return item.with(Cooccurrence.NONE);
  }

  /** A sample; from here on there are some {@link #ready}. */
  IndexPartition.Sampled sample(int count) {
    IndexPartition.Sampled sample = draw(count);
    sampled = count;
    makeReady(READY);
    return sample;
  }

  private void makeReady(int samples) {
    for (int n = 0; n < samples && sampled > 0 && !sampler.isEmpty(); n++) {
      ready.add(draw(sampled));
    }
  }

  private IndexPartition.Sampled draw(int count) {
    List<IndexedItem> drawn = new ArrayList<>(count);
    for (int n = 0; n < count && !sampler.isEmpty(); n++) {
      drawn.add(withoutRow(contents.known(sampler.draw())));
    }
    return new IndexPartition.Sampled(partition, drawn, 1 + sampler.weight());
  }

  /** Samples that any thread may take. */
  ReadySamples ready() {
    return ready;
  }

  /** The sequence number of the item's newest event in here; 0 if it is not known. */
  long sequence(ItemId id) {
    return contents.sequence(id);
  }

  IndexPartition.Status status() {
    return new IndexPartition.Status(partition, loaded, contents.listed(), contents.events());
  }

  /** The ids of what has changed since this was asked for before. */
  List<ItemId> takeChanged() {
    List<ItemId> ids = List.copyOf(changed);
    changed.clear();
    return ids;
  }

  /** These could not be written. */
  void changed(List<ItemId> ids) {
    changed.addAll(ids);
  }

  /** The rows of these, which are here. */
  List<IndexedItem> rows(List<ItemId> ids) {
    return ids.stream().map(contents::known).toList();
  }
}
