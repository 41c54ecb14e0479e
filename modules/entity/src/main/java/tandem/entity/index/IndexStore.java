package tandem.entity.index;

import akka.Done;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import tandem.model.ItemId;
import tandem.protocol.journal.ItemEvent;

/**
 * The read model of the index and the journal behind it. A stage that fails means that the database
 * is away: ask again later.
 */
public interface IndexStore {

  /** The stored rows of a partition. */
  CompletionStage<Rows> rows(int partition);

  /**
   * What is missing of items: of each the newest event of each kind, in the order of their sequence
   * numbers. That by which it has learned last has with it what all of these have changed in its
   * row of co-occurrences.
   */
  CompletionStage<List<Change>> changes(List<Gap> gaps);

  /**
   * Which items have moved since the journal's ordering number {@code after}, and how far.
   *
   * @param wanted which items
   */
  CompletionStage<Heads> heads(long after, Predicate<ItemId> wanted);

  /** The ordering number of the journal's newest event; 0 if it is empty. */
  CompletionStage<Long> newest();

  /**
   * Stores rows of a partition, and that it is complete up to {@code ordering}, in one transaction.
   */
  CompletionStage<Done> save(int partition, List<IndexedItem> rows, long ordering);

  /**
   * The rows of a partition.
   *
   * @param items the rows
   * @param ordering they hold every event of the journal up to here; 0 if nothing was stored
   */
  record Rows(List<IndexedItem> items, long ordering) {}

  /**
   * Changes in the journal.
   *
   * @param after the ordering number they start behind
   * @param upTo the ordering number of the newest event of the journal, or {@code after}
   * @param items what happened to items
   */
  record Changes(long after, long upTo, List<Change> items) {}

  /** One event of an item. */
  record Change(
      ItemId item,
      long sequence,
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
          @JsonSubTypes({
            @JsonSubTypes.Type(value = ItemEvent.Learned.class, name = "learned"),
            @JsonSubTypes.Type(value = ItemEvent.Described.class, name = "described"),
            @JsonSubTypes.Type(value = ItemEvent.Removed.class, name = "removed"),
            @JsonSubTypes.Type(value = ItemEvent.Based.class, name = "based")
          })
          ItemEvent event) {}

  /**
   * How far items are in the journal.
   *
   * @param after the ordering number they start behind
   * @param upTo the ordering number of the newest event of the journal, or {@code after}
   * @param items those that have an event in between, each once
   */
  record Heads(long after, long upTo, List<Head> items) {}

  /** The sequence number of an item's newest event. */
  record Head(ItemId item, long sequence) {}

  /** The events of an item with sequence numbers above {@code after}, to {@code upTo} inclusive. */
  record Gap(ItemId item, long after, long upTo) {}
}
