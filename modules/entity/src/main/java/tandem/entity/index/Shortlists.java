package tandem.entity.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;
import tandem.protocol.AttributeValue;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;
import tandem.ranking.Candidates;

/**
 * Which items a filter may admit, where they are few: those of its categories, or of the texts or
 * numbers that an attribute must be. Of tests that must all hold, the one with the fewest items
 * decides; of several that may, all do. What only says what an item must not be, or bounds a
 * number, makes nothing few. For one thread.
 */
final class Shortlists {

  /**
   * To score an item by itself takes as long as to scan so many; it reads a cache line for each of
   * its factors (docs/decisions/0029).
   */
  static final int COST = 96;

  private static final int HELD = 256; // items of a key, however small the index is

  private final Postings postings = new Postings();
  private final Consumer<BiConsumer<ItemId, ItemDescription>> items;

  /** Without items; {@code items} gives all of the index, by the objects that it holds as ids. */
  Shortlists(Consumer<BiConsumer<ItemId, ItemDescription>> items) {
    this.items = items;
  }

  /**
   * An item has another description.
   *
   * @param id the object that the index holds
   * @param before none for a new item
   * @param size of the index
   */
  void described(ItemId id, ItemDescription before, ItemDescription after, int size) {
    int[] old = ItemKeys.of(before);
    int[] now = ItemKeys.of(after);
    for (int key : old) {
      if (Arrays.binarySearch(now, key) < 0) {
        postings.remove(key, id);
      }
    }
    for (int key : now) {
      if (Arrays.binarySearch(old, key) < 0) {
        postings.add(key, id, Math.max(HELD, 2 * size / COST));
      }
    }
  }

  /** Where to look for what the filter admits, in an index of that size. */
  Candidates<ItemId> of(Filter filter, int size) {
    int[] keys = keys(filter);
    if (keys == null || count(keys) * COST > size) {
      return Candidates.everything();
    }
    List<ItemId> few = new ArrayList<>();
    for (int key : keys) {
      if (!postings.isHeld(key)) {
        gather(key);
      }
      few.addAll(postings.items(key));
    }
    return Candidates.of(few);
  }

  private long count(int[] keys) {
    long count = 0;
    for (int key : keys) {
      count += postings.count(key);
    }
    return count;
  }

  private void gather(int key) {
    List<ItemId> found = new ArrayList<>();
    items.accept(
        (id, description) -> {
          if (Arrays.binarySearch(ItemKeys.of(description), key) >= 0) {
            found.add(id);
          }
        });
    postings.gathered(key, found);
  }

  /** What the filter admits has one of these keys; null where it need not. */
  private int @Nullable [] keys(Filter filter) {
    if (filter instanceof Filter.Category category) {
      return category.anyOf().stream().mapToInt(ItemKeys::ofCategory).distinct().toArray();
    }
    if (filter instanceof Filter.Attribute attribute) {
      return keys(attribute);
    }
    if (filter instanceof Filter.AllOf all) {
      return fewest(all.filters());
    }
    return filter instanceof Filter.AnyOf any ? together(any.filters()) : null;
  }

  private static int @Nullable [] keys(Filter.Attribute attribute) {
    for (AttributeValue value : attribute.anyOf()) {
      if (!ItemKeys.hasKey(value)) {
        return null;
      }
    }
    return attribute.anyOf().stream()
        .mapToInt(value -> ItemKeys.ofAttribute(attribute.name(), value))
        .distinct()
        .toArray();
  }

  private int @Nullable [] fewest(List<Filter> filters) {
    int[] fewest = null;
    for (Filter filter : filters) {
      int[] keys = keys(filter);
      if (keys != null && (fewest == null || count(keys) < count(fewest))) {
        fewest = keys;
      }
    }
    return fewest;
  }

  private int @Nullable [] together(List<Filter> filters) {
    List<int[]> parts = new ArrayList<>();
    for (Filter filter : filters) {
      int[] keys = keys(filter);
      if (keys == null) {
        return null;
      }
      parts.add(keys);
    }
    return parts.stream().flatMapToInt(Arrays::stream).distinct().toArray();
  }
}
