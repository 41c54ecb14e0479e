package tandem.entity.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tandem.model.content.Terms;
import tandem.protocol.AttributeValue;
import tandem.protocol.ItemDescription;

/**
 * The terms of a description. Attributes that are texts, lists or true are among them; numbers and
 * times are not, since as terms two of them that are close would have nothing in common.
 */
public final class DescriptionTerms {

  private DescriptionTerms() {}

  /** The terms of that description; there may be none. */
  public static Terms of(ItemDescription description) {
    Map<String, List<String>> attributes = new TreeMap<>();
    description.attributes().toMap().forEach((name, value) -> attributes.put(name, texts(value)));
    return Terms.of(description.title(), description.categories(), attributes);
  }

  private static List<String> texts(AttributeValue value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof AttributeValue.Text text) {
      texts.add(text.text());
    } else if (value instanceof AttributeValue.TextList list) {
      texts.addAll(list.texts());
    } else if (value instanceof AttributeValue.Flag flag && flag.set()) {
      texts.add("true");
    }
    return texts;
  }
}
