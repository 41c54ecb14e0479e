package tandem.http;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;

/** Attributes as JSON shows them: what was given, but times in UTC. */
final class AttributeView {

  private AttributeView() {}

  /** By name; null if there are none. */
  static @Nullable Map<String, Object> of(Attributes attributes) {
    if (attributes.size() == 0) {
      return null;
    }
    Map<String, Object> view = new TreeMap<>();
    attributes.toMap().forEach((name, value) -> view.put(name, of(value)));
    return view;
  }

  private static Object of(AttributeValue value) {
    if (value instanceof AttributeValue.Numeric numeric) {
      return number(numeric.number());
    }
    if (value instanceof AttributeValue.Flag flag) {
      return flag.set();
    }
    if (value instanceof AttributeValue.TextList list) {
      return list.texts();
    }
    return value instanceof AttributeValue.Time time
        ? time.moment()
        : ((AttributeValue.Text) value).text();
  }

  private static Object number(double number) {
    return number == Math.rint(number) && Math.abs(number) <= 1L << 53
        ? (Object) (long) number
        : (Object) number;
  }
}
