package tandem.model.content;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terms of an item, each once, in ascending order: the words of its title, a year in brackets
 * at its end, its categories, and its attributes by name and value. Upper and lower case are one.
 *
 * @param values the terms; what kind a term is stands before it, so that kinds don't mix
 */
public record Terms(List<String> values) {

  private static final Pattern YEAR = Pattern.compile("\\((\\d{4})\\)\\s*$");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /** Takes a copy. */
  public Terms {
    values = List.copyOf(values);
  }

  /** The terms of a description; {@code attributes} has the texts of each attribute by name. */
  public static Terms of(
      String title, Collection<String> categories, Map<String, List<String>> attributes) {
    SortedSet<String> terms = new TreeSet<>();
    addTitle(terms, title);
    for (String category : categories) {
      terms.add("category " + lower(category));
    }
    attributes.forEach(
        (name, texts) -> texts.forEach(text -> terms.add("attribute " + name + "=" + lower(text))));
    return new Terms(List.copyOf(terms));
  }

  private static void addTitle(SortedSet<String> terms, String title) {
    Matcher year = YEAR.matcher(title);
    boolean dated = year.find();
    if (dated) {
      terms.add("year " + year.group(1));
    }
    String words = dated ? title.substring(0, year.start()) : title;
    WORD.matcher(lower(words)).results().forEach(word -> terms.add("word " + word.group()));
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
