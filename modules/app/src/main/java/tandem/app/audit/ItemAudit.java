package tandem.app.audit;

import java.util.Optional;
import tandem.entity.item.ItemState;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.ItemStep;

/** The journal of an item, and its row in the index. */
final class ItemAudit extends EntityAudit<ItemEvent, ItemState> {

  static final String KIND = "item|";

  /** Until an item has learned, its journal says nothing of its factors. */
  static final Factors UNSAID = new Factors(FactorVector.of(), 0f, 0f, 0);

  private final String item;
  private final Records records;
  private final Ledger ledger;
  private final Tally tally;
  private final IndexCheck index;

  ItemAudit(
      String id,
      AuditSettings settings,
      IndexProgress progress,
      Records records,
      Ledger ledger,
      Tally tally,
      Findings findings) {
    super(id, ItemEvent.class, rules(settings), findings);
    this.item = id.substring(KIND.length());
    this.records = records;
    this.ledger = ledger;
    this.tally = tally;
    int partition = new ItemId(item).partition(settings.indexPartitions());
    this.index = new IndexCheck(id, partition, progress, findings);
  }

  private static Replay.Rules<ItemEvent, ItemState> rules(AuditSettings settings) {
    return new Replay.Rules<>(
        ItemState.fresh(UNSAID),
        ItemState::apply,
        ItemState::applied,
        ItemSnapshot.class,
        ItemState.snapshots(),
        ItemAudit::isSame,
        settings.mostOffsets());
  }

  private static boolean isSame(Object stored, Object replayed) {
    ItemSnapshot snapshot = (ItemSnapshot) stored;
    ItemSnapshot replay = (ItemSnapshot) replayed;
    if (replay.factors().equals(UNSAID)) {
      replay =
          new ItemSnapshot(
              snapshot.factors(),
              replay.heat(),
              replay.applied(),
              replay.description(),
              replay.removed(),
              replay.recency(),
              replay.row());
    }
    return snapshot.equals(replay);
  }

  /** The item's row in the index, before its events. */
  void add(Row.Indexed row) {
    index.add(row);
  }

  @Override
  Optional<Accounted> base(ItemEvent event) {
    return event instanceof ItemEvent.Based based
        ? Optional.of(based.accounted())
        : Optional.empty();
  }

  @Override
  int note(Row.Event row, ItemEvent event) {
    int steps = 0;
    if (event instanceof ItemEvent.Based based) {
      ledger.ofItem(based.accounted());
      index.base(row.sequence());
      tally.learnedByItem(based.accounted().learned());
    }
    if (event instanceof ItemEvent.Learned learned) {
      for (ItemStep step : learned.steps()) {
        records.learnedByItem(step.delivery(), item);
      }
      steps = learned.steps().size();
      tally.learnedByItem(steps);
    }
    index.pass(row.sequence(), row.ordering(), state(), learned() + steps);
    return steps;
  }

  @Override
  long counted(ItemState state) {
    return state.factors().count();
  }

  @Override
  void end() {
    super.end();
    index.end(sequence());
    tally.endItem(count(), mostOffsets());
  }
}
