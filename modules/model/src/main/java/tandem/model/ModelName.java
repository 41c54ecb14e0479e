package tandem.model;

import java.util.regex.Pattern;

/**
 * The name of one of the models that a cluster keeps side by side. Each has entities, an index and
 * tables of its own, and learns all events.
 *
 * @param value 1 to 32 lower-case letters, digits and underscores, a letter first
 */
public record ModelName(String value) {

  private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9_]{0,31}");

  /** The model of the node's configuration, which is always there. */
  public static final ModelName MAIN = new ModelName("main");

  /** Throws {@link IllegalArgumentException} that says what a name looks like. */
  public ModelName {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a model's name is 1 to 32 lower-case letters, digits and underscores, a letter first");
    }
  }

  /** Whether it is {@link #MAIN}. */
  public boolean isMain() {
    return value.equals("main");
  }

  /** What {@code kind} is called in this model: itself in the main one. */
  public String of(String kind) {
    return isMain() ? kind : kind + "-" + value;
  }
}
