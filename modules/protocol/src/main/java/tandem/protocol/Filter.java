package tandem.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;

/** Which items a list may have, by what the owner of the catalogue said of them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Filter.AllOf.class, name = "all"),
  @JsonSubTypes.Type(value = Filter.AnyOf.class, name = "any"),
  @JsonSubTypes.Type(value = Filter.Not.class, name = "not"),
  @JsonSubTypes.Type(value = Filter.Category.class, name = "category"),
  @JsonSubTypes.Type(value = Filter.Attribute.class, name = "attribute"),
  @JsonSubTypes.Type(value = Filter.Comparison.class, name = "comparison")
})
public sealed interface Filter {

  /** Admits every item. */
  static Filter everything() {
    return AllOf.NO_TEST;
  }

  /** Whether a list may have an item with this description. */
  boolean admits(ItemDescription item);

  /** Admits what this one and {@code other} admit. */
  default Filter and(Filter other) {
    if (equals(everything())) {
      return other;
    }
    return other.equals(everything()) ? this : new AllOf(List.of(this, other));
  }

  /** Admits what all of these admit; everything if there are none. */
  record AllOf(List<Filter> filters) implements Filter {

    private static final Filter NO_TEST = new AllOf(List.of());

    /** Takes a copy. */
    public AllOf {
      filters = List.copyOf(filters);
    }

    @Override
    public boolean admits(ItemDescription item) {
      for (int i = 0; i < filters.size(); i++) {
        if (!filters.get(i).admits(item)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Admits what one of these admits; nothing if there are none. */
  record AnyOf(List<Filter> filters) implements Filter {

    /** Takes a copy. */
    public AnyOf {
      filters = List.copyOf(filters);
    }

    @Override
    public boolean admits(ItemDescription item) {
      for (int i = 0; i < filters.size(); i++) {
        if (filters.get(i).admits(item)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Admits what {@code filter} does not. */
  record Not(Filter filter) implements Filter {

    /** Throws on null. */
    public Not {
      Objects.requireNonNull(filter);
    }

    @Override
    public boolean admits(ItemDescription item) {
      return !filter.admits(item);
    }
  }

  /** Admits the items of one of these categories. */
  record Category(List<String> anyOf) implements Filter {

    /** Takes a copy. */
    public Category {
      anyOf = List.copyOf(anyOf);
    }

    @Override
    public boolean admits(ItemDescription item) {
      List<String> categories = item.categories();
      for (int c = 0; c < categories.size(); c++) {
        if (anyOf.contains(categories.get(c))) {
          return true;
        }
      }
      return false;
    }
  }

  /** Admits the items whose attribute is one of these values, or, as a list, has one of them. */
  record Attribute(String name, List<AttributeValue> anyOf) implements Filter {

    /** Takes a copy. */
    public Attribute {
      Objects.requireNonNull(name);
      anyOf = List.copyOf(anyOf);
    }

    @Override
    public boolean admits(ItemDescription item) {
      AttributeValue value = item.attributes().find(name);
      for (int i = 0; value != null && i < anyOf.size(); i++) {
        if (value.is(anyOf.get(i))) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Admits the items whose attribute lies on this side of a bound of its kind.
   *
   * @param name of the attribute
   * @param side which side
   * @param bound a number or a time
   */
  record Comparison(String name, Side side, AttributeValue bound) implements Filter {

    /** Throws {@link IllegalArgumentException} for a bound that is neither number nor time. */
    public Comparison {
      Objects.requireNonNull(name);
      Objects.requireNonNull(side);
      if (!(bound instanceof AttributeValue.Numeric || bound instanceof AttributeValue.Time)) {
        throw new IllegalArgumentException("a bound is a number or a time");
      }
    }

    @Override
    public boolean admits(ItemDescription item) {
      AttributeValue value = item.attributes().find(name);
      if (value instanceof AttributeValue.Numeric number
          && bound instanceof AttributeValue.Numeric limit) {
        return side.holds(Double.compare(number.number(), limit.number()));
      }
      return value instanceof AttributeValue.Time time
          && bound instanceof AttributeValue.Time limit
          && side.holds(Long.compare(time.millis(), limit.millis()));
    }
  }

  /** The sides of a bound. */
  enum Side {
    /** Below it. */
    BELOW,
    /** Below it, or at it. */
    AT_MOST,
    /** Above it. */
    ABOVE,
    /** Above it, or at it. */
    AT_LEAST;

    boolean holds(int comparison) {
      return switch (this) {
        case BELOW -> comparison < 0;
        case AT_MOST -> comparison <= 0;
        case ABOVE -> comparison > 0;
        case AT_LEAST -> comparison >= 0;
      };
    }
  }
}
