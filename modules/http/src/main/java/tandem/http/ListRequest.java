package tandem.http;

import java.util.List;
import java.util.Set;
import tandem.model.ItemId;
import tandem.protocol.Filter;
import tandem.protocol.http.Applied;

/**
 * What is wanted of a list.
 *
 * @param k its length, 1 to 100
 * @param exclude items that are not to be in it, beside those that the list leaves out by itself
 * @param filter which items may be in it
 * @param boosts which items are to come further up or down
 * @param options what becomes of it after it is ranked
 */
public record ListRequest(
    int k,
    Set<ItemId> exclude,
    Filter filter,
    List<ListRequest.Boost> boosts,
    ListOptions options) {

  /** Copies what it is given. */
  public ListRequest {
    exclude = Set.copyOf(exclude);
    boosts = List.copyOf(boosts);
  }

  /** A list as it is ranked. */
  public ListRequest(int k, Set<ItemId> exclude, Filter filter, List<Boost> boosts) {
    this(k, exclude, filter, boosts, ListOptions.NONE);
  }

  /** The best {@code k} items of all. */
  public static ListRequest of(int k) {
    return new ListRequest(k, Set.of(), Filter.everything(), List.of());
  }

  /** What a list is made by. */
  Applied applied() {
    return new Applied(List.copyOf(FilterFields.of(filter)), boosts.size(), exclude.size());
  }

  /** A list of {@code other} items of the same kind, without {@code items}. */
  ListRequest without(Set<ItemId> items, int other) {
    return new ListRequest(other, items, filter, boosts, options);
  }

  /**
   * Some items come further up or down.
   *
   * @param filter which
   * @param factor by which their odds are multiplied: above 1 further up, below 1 further down
   */
  public record Boost(Filter filter, double factor) {}
}
