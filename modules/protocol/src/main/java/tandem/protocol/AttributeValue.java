package tandem.protocol;

import java.time.Instant;
import java.util.List;

/** The value of one attribute of an item. */
public sealed interface AttributeValue {

  /** Whether a filter that asks for {@code wanted} takes this value; a list, any of its texts. */
  default boolean is(AttributeValue wanted) {
    return equals(wanted);
  }

  /** The characters of its texts, 0 if it has none. */
  default int length() {
    return 0;
  }

  /** A text. */
  record Text(String text) implements AttributeValue {

    @Override
    public int length() {
      return text.length();
    }
  }

  /** A number, finite. */
  record Numeric(double number) implements AttributeValue {

    /** Makes -0.0 the 0.0 that it equals; throws {@link IllegalArgumentException} for no number. */
    public Numeric {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("an attribute is not a finite number");
      }
      number += 0.0;
    }
  }

  /** True or false. */
  record Flag(boolean set) implements AttributeValue {}

  /** Some texts. */
  record TextList(List<String> texts) implements AttributeValue {

    /** Takes a copy of the list. */
    public TextList {
      texts = List.copyOf(texts);
    }

    @Override
    public boolean is(AttributeValue wanted) {
      return wanted instanceof Text one ? texts.contains(one.text()) : equals(wanted);
    }

    @Override
    public int length() {
      int length = 0;
      for (String text : texts) {
        length += text.length();
      }
      return length;
    }
  }

  /** A moment, epoch milliseconds. */
  record Time(long millis) implements AttributeValue {

    /** The moment, to the millisecond. */
    public static Time of(Instant moment) {
      return new Time(moment.toEpochMilli());
    }

    /** The moment. */
    public Instant moment() {
      return Instant.ofEpochMilli(millis);
    }
  }
}
