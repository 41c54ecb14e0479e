package tandem.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * A state machine: rows in, a report out; it knows no database. Rows come by persistence id, ascending; of each first the row
 * of the index, then the snapshots, then the events, by sequence number. One journal is held at a time; what is kept of all
 * records is a pair of hashes each (PartitionRecords). It counts by itself: of the code that it checks it uses what decodes,
 * and the functions that apply events, because replay must give the same as they gave.
 */

/** Checks the invariants of a stored journal. */
final class Audit {

  private final AuditSettings settings;
  private final IndexProgress progress;
  private final Optional<Truth> truth;
  private final Findings findings = new Findings();
  private final Tally tally = new Tally();
  private final Records records = new Records(findings);
  private final Ledger ledger = new Ledger();
  private final Settlement settlement;
  private @Nullable EntityAudit<?, ?> current;
  private String currentId = "";

  /**
   * An audit that has seen no row.
   *
   * @param frontiers the rows of the frontier
   * @param orderings how far each partition of the index is complete
   */
  Audit(
      AuditSettings settings,
      List<Frontiers.Stored> frontiers,
      Map<Integer, Long> orderings,
      Optional<Truth> truth) {
    this.settings = settings;
    this.progress = new IndexProgress(orderings);
    this.truth = truth;
    this.settlement = new Settlement(new Frontiers(frontiers, findings), ledger, findings);
  }

  /** The next row. */
  void add(Row row) {
    if (!row.persistenceId().equals(currentId)) {
      end();
      currentId = row.persistenceId();
      current = open(currentId);
    }
    if (current == null) {
      return;
    }
    if (row instanceof Row.Event event) {
      current.add(event);
    } else if (row instanceof Row.Snapshot snapshot) {
      current.add(snapshot);
    } else if (current instanceof ItemAudit item && row instanceof Row.Indexed indexed) {
      item.add(indexed);
    }
  }

  private @Nullable EntityAudit<?, ?> open(String id) {
    if (id.startsWith(UserAudit.KIND)) {
      return new UserAudit(id, settings, records, ledger, tally, truth, findings);
    }
    if (id.startsWith(ItemAudit.KIND)) {
      return new ItemAudit(id, settings, progress, records, ledger, tally, findings);
    }
    findings.add(Invariant.JOURNALS, id + " is the journal of neither a user nor an item");
    return null;
  }

  private void end() {
    if (current != null) {
      current.end();
    }
    current = null;
  }

  /** All rows are in. */
  Report report() {
    end();
    settlement.judge(records);
    checkSums();
    checkRejected();
    List<Report.Verdict> verdicts = new ArrayList<>();
    verdicts.add(verdict(Invariant.RECORDS, recordCounts()));
    verdicts.add(verdict(Invariant.JOURNALS, journalCounts()));
    verdicts.add(verdict(Invariant.COUNTS, sums()));
    verdicts.add(verdict(Invariant.FRONTIER, frontierCounts()));
    verdicts.add(verdict(Invariant.REPLAY, replayCounts()));
    verdicts.add(verdict(Invariant.BOUNDS, boundCounts()));
    truth.ifPresent(known -> verdicts.add(truthVerdict(known)));
    return new Report(verdicts);
  }

  private void checkSums() {
    long users = tally.userSteps() - settlement.onlyUser();
    long items = tally.itemSteps() - settlement.onlyItem();
    if (users != settlement.learned() || items != settlement.learned()) {
      findings.add(
          Invariant.COUNTS,
          "without what is in flight, users learned %,d, items %,d, and both %,d"
              .formatted(users, items, settlement.learned()));
    }
  }

  private void checkRejected() {
    if (settings.rejected().isPresent() && settings.rejected().getAsLong() != settlement.absent()) {
      findings.add(
          Invariant.FRONTIER,
          "%,d offsets below the frontier are in no journal; %,d were expected"
              .formatted(settlement.absent(), settings.rejected().getAsLong()));
    }
  }

  private Report.Verdict truthVerdict(Truth known) {
    Truth.Balance balance = known.balance();
    long extra = findings.count(Invariant.TRUTH) + balance.overDropped();
    balance.first().forEach(words -> findings.add(Invariant.TRUTH, "missing: " + words));
    findings.addUnnamed(
        Invariant.TRUTH, balance.missing() + extra - findings.count(Invariant.TRUTH));
    return verdict(
        Invariant.TRUTH,
        counts()
            .and("accepted", known.size())
            .and("missing", balance.missing())
            .and("extra", extra));
  }

  private Report.Verdict verdict(Invariant invariant, Report.Counts counts) {
    return new Report.Verdict(
        invariant, findings.count(invariant), counts, findings.first(invariant));
  }

  private static Report.Counts counts() {
    return new Report.Counts();
  }

  private Report.Counts recordCounts() {
    return counts()
        .and("learned", settlement.learned())
        .and("repeated", settlement.dropped())
        .and("in flight, item only", settlement.onlyItem())
        .and("in flight, user only", settlement.onlyUser());
  }

  private Report.Counts journalCounts() {
    return counts()
        .and("users", tally.users())
        .and("items", tally.items())
        .and("events", tally.events());
  }

  private Report.Counts sums() {
    Report.Counts sums =
        counts().and("by users", tally.userSteps()).and("by items", tally.itemSteps());
    tally.types().forEach(sums::and);
    return sums;
  }

  private Report.Counts frontierCounts() {
    return counts().and("rejected or never valid", settlement.absent());
  }

  private Report.Counts replayCounts() {
    return counts().and("index rows", progress.rows()).and("behind", progress.behind());
  }

  private Report.Counts boundCounts() {
    return counts()
        .and("most", tally.mostOffsets())
        .and("bound a partition", settings.mostOffsets());
  }
}
