package tandem.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.http.Applied;
import tandem.protocol.http.Because;
import tandem.protocol.http.ItemList;
import tandem.protocol.http.ListedItem;
import tandem.protocol.http.Strategy;

/**
 * A list of items.
 *
 * @param items best first
 * @param strategy how the list was made
 * @param known whether anything was known of the one that it was made for
 * @param coverage the share of the index that has answered, 0 to 1
 * @param missingPartitions the index partitions that have not
 * @param unknownItems items of the request that are not known
 * @param fallback whether it stands in for a list whose user or item did not answer in time
 * @param unknownUsers users of the request of whom nothing is known
 * @param id by which the next page can be asked for, "" if it can't
 */
public record ListAnswer(
    List<Entry> items,
    Strategy strategy,
    boolean known,
    double coverage,
    List<Integer> missingPartitions,
    List<ItemId> unknownItems,
    boolean fallback,
    List<UserId> unknownUsers,
    String id) {

  /** Copies the lists. */
  public ListAnswer {
    items = List.copyOf(items);
    missingPartitions = List.copyOf(missingPartitions);
    unknownItems = List.copyOf(unknownItems);
    unknownUsers = List.copyOf(unknownUsers);
  }

  /** A list that was made as it was asked for. */
  public ListAnswer(
      List<Entry> items,
      Strategy strategy,
      boolean known,
      double coverage,
      List<Integer> missingPartitions,
      List<ItemId> unknownItems) {
    this(items, strategy, known, coverage, missingPartitions, unknownItems, false, List.of(), "");
  }

  /** Whether nothing is missing that was asked for. */
  boolean isWhole() {
    return !fallback && missingPartitions.isEmpty();
  }

  /** The same list, in the place of one that could not be made. */
  public ListAnswer asFallback() {
    return with(true, unknownUsers, id);
  }

  /** The same list for a group with such users, too. */
  public ListAnswer withUnknownUsers(List<UserId> users) {
    return with(fallback, users, id);
  }

  /** The same list as a page of list {@code other}. */
  ListAnswer withId(String other) {
    return with(fallback, unknownUsers, other);
  }

  private ListAnswer with(boolean standsIn, List<UserId> users, String other) {
    return new ListAnswer(
        items, strategy, known, coverage, missingPartitions, unknownItems, standsIn, users, other);
  }

  /** Which items it has. */
  List<ItemId> ids() {
    return items.stream().map(Entry::item).toList();
  }

  /** As JSON shows it. */
  ItemList toView(long tookMs) {
    return toView(tookMs, (Applied) null);
  }

  /** The same with what it was made by, if {@code request} asks for reasons. */
  ItemList toView(long tookMs, ListRequest request) {
    return toView(tookMs, request.options().explain() ? request.applied() : null);
  }

  private ItemList toView(long tookMs, @Nullable Applied applied) {
    return new ItemList(
        items.stream().map(Entry::toView).toList(),
        strategy,
        known,
        coverage,
        missingPartitions.isEmpty() ? null : missingPartitions,
        unknownItems.isEmpty() ? null : unknownItems.stream().map(ItemId::value).toList(),
        unknownUsers.isEmpty() ? null : unknownUsers.stream().map(UserId::value).toList(),
        fallback ? true : null,
        id.isEmpty() ? null : id,
        applied,
        tookMs);
  }

  /**
   * One item.
   *
   * @param item which
   * @param score by which it was ranked; highest first where the request asks for no other order
   * @param title for people, "" if it has none
   * @param categories none if it has none
   * @param explored whether it is in the list since little is known of it
   * @param because why it has its score; null where the request does not ask for that
   * @param by which rankings of a blend have it, that which adds most first; empty elsewhere
   * @param seen whether the one whom the list is for has seen it before
   * @param since when it came, in a list by that; null elsewhere, and where it is not known
   */
  public record Entry(
      ItemId item,
      double score,
      String title,
      List<String> categories,
      boolean explored,
      @Nullable Because because,
      List<Strategy> by,
      boolean seen,
      @Nullable Instant since) {

    /** Copies the lists. */
    public Entry {
      categories = List.copyOf(categories);
      by = List.copyOf(by);
    }

    /** An item that is in the list by its score. */
    public Entry(ItemId item, double score, String title, List<String> categories) {
      this(item, score, title, categories, false, null, List.of(), false, null);
    }

    /** The same, in the list since little is known of it. */
    public Entry asExplored() {
      return new Entry(item, score, title, categories, true, because, by, seen, since);
    }

    /** The same with the reason for its score. */
    public Entry with(@Nullable Because reason) {
      return new Entry(item, score, title, categories, explored, reason, by, seen, since);
    }

    /** The same, in a list that is fused from these rankings. */
    public Entry by(List<Strategy> rankings) {
      return new Entry(item, score, title, categories, explored, because, rankings, seen, since);
    }

    /** The same for one who has seen it, or has not. */
    public Entry seen(boolean before) {
      return new Entry(item, score, title, categories, explored, because, by, before, since);
    }

    /** The same, which came then. */
    public Entry since(@Nullable Instant time) {
      return new Entry(item, score, title, categories, explored, because, by, seen, time);
    }

    /** As JSON shows it. */
    ListedItem toView() {
      return new ListedItem(
          item.value(),
          score,
          title.isEmpty() ? null : title,
          categories.isEmpty() ? null : categories,
          explored ? true : null,
          because,
          by.isEmpty() ? null : by,
          seen ? true : null,
          since);
    }
  }
}
