package tandem.http;

import java.util.Locale;

/** By what a list for a user is to be made. */
public enum UserStrategy {
  /** The user's learned vector. */
  FACTORS,
  /** Likeness to what the user took last. */
  NEIGHBOURS,
  /** Likeness of descriptions to what the user took last. */
  CONTENT,
  /** Popularity. */
  POPULAR,
  /** All of these, fused by their ranks. */
  BLEND;

  /** Of its name in the configuration; throws {@link IllegalArgumentException}. */
  static UserStrategy ofSetting(String key, String name) {
    for (UserStrategy strategy : values()) {
      if (strategy.wireName().equals(name)) {
        return strategy;
      }
    }
    throw new IllegalArgumentException(
        key + " must be factors, neighbours, content, popular or blend, not " + name);
  }

  private String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
