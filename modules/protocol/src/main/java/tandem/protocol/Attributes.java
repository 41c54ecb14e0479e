package tandem.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an item by name: immutable, equal by content. Names and values lie side by
 * side, so that the many items of a catalogue which have the same names share one list of them (see
 * {@link #shared}).
 */
public final class Attributes {

  /** No attributes. */
  public static final Attributes NONE = new Attributes(List.of(), new AttributeValue[0]);

  private final List<String> names; // ascending
  private final AttributeValue[] values;

  private Attributes(List<String> names, AttributeValue[] values) {
    this.names = names;
    this.values = values;
  }

  /** These attributes. */
  public static Attributes of(Map<String, AttributeValue> byName) {
    if (byName.isEmpty()) {
      return NONE;
    }
    Map<String, AttributeValue> sorted = new TreeMap<>(byName);
    return new Attributes(
        List.copyOf(sorted.keySet()), sorted.values().toArray(AttributeValue[]::new));
  }

  /** Keeps one of the equal values that it is asked for. */
  public interface Sharing {
    /** A value that equals {@code value}, the same as before where it can be. */
    <T> T one(T value);
  }

  /** Equal attributes, of parts that others have, too. */
  public Attributes shared(Sharing sharing) {
    if (values.length == 0) {
      return NONE;
    }
    AttributeValue[] same = new AttributeValue[values.length];
    for (int i = 0; i < values.length; i++) {
      same[i] = sharing.one(values[i]);
    }
    return new Attributes(sharing.one(names), same);
  }

  /** The value of an attribute; empty if the item does not have it. */
  public Optional<AttributeValue> get(String name) {
    return Optional.ofNullable(find(name));
  }

  /** The same for filters, which ask often. */
  @Nullable AttributeValue find(String name) {
    for (int i = 0; i < values.length; i++) {
      if (names.get(i).equals(name)) {
        return values[i];
      }
    }
    return null;
  }

  /** The characters of all names and texts. */
  public int length() {
    int length = 0;
    for (int i = 0; i < values.length; i++) {
      length += names.get(i).length() + values[i].length();
    }
    return length;
  }

  /** How many there are. */
  public int size() {
    return values.length;
  }

  /** All of them, in the order of their names. */
  public Map<String, AttributeValue> toMap() {
    Map<String, AttributeValue> map = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(names.get(i), values[i]);
    }
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes that
        && names.equals(that.names)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
