package tandem.entity.index;

import java.util.Arrays;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.ItemDescription;

/*
 * A key is nothing but a hash. Two things that have the same by accident make a set of items larger
 * than it need be, and the filter is asked of each of them anyway.
 */

/**
 * The keys by which described items are found: one for each category, and for each text or number
 * that an attribute is or has in its list.
 */
final class ItemKeys {

  private int[] keys = new int[8];
  private int count;

  private ItemKeys() {}

  /** The keys of a description, each once, ascending. */
  static int[] of(ItemDescription description) {
    ItemKeys found = new ItemKeys();
    for (String category : description.categories()) {
      found.add(ofCategory(category));
    }
    Attributes attributes = description.attributes();
    if (attributes.size() > 0) {
      attributes.toMap().forEach(found::addAttribute);
    }
    return found.distinct();
  }

  private void addAttribute(String name, AttributeValue value) {
    if (value instanceof AttributeValue.TextList list) {
      list.texts().forEach(text -> add(ofText(name, text)));
    } else if (hasKey(value)) {
      add(ofAttribute(name, value));
    }
  }

  private void add(int key) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, 2 * count);
    }
    keys[count++] = key;
  }

  private int[] distinct() {
    Arrays.sort(keys, 0, count);
    int kept = 0;
    for (int k = 0; k < count; k++) {
      if (k == 0 || keys[k] != keys[k - 1]) {
        keys[kept++] = keys[k];
      }
    }
    return Arrays.copyOf(keys, kept);
  }

  /** Whether all items with that value have its key. */
  static boolean hasKey(AttributeValue value) {
    return value instanceof AttributeValue.Text || value instanceof AttributeValue.Numeric;
  }

  /** The key of the items of a category. */
  static int ofCategory(String category) {
    return mixed(category.hashCode());
  }

  /** The key of the items with a value that {@link #hasKey}, or with it in their list. */
  static int ofAttribute(String name, AttributeValue value) {
    return value instanceof AttributeValue.Text text
        ? ofText(name, text.text())
        : mixed(mixed(name.hashCode()) - value.hashCode());
  }

  private static int ofText(String name, String text) {
    return mixed(mixed(name.hashCode()) + text.hashCode());
  }

  // The finaliser of MurmurHash3 (A. Appleby, public domain).
  private static int mixed(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
