package tandem.http;

import java.util.Locale;

/** By what a list for a user is to be made. */
public enum UserStrategy {
  /**
   * The best that was measured for what the model learns: a blend for preferences, the user's
   * learned vector for ratings and where reasons are wanted.
   */
  AUTO,
  /** The user's learned vector. */
  FACTORS,
  /** Likeness to what the user took last. */
  NEIGHBOURS,
  /** Likeness of descriptions to what the user took last. */
  CONTENT,
  /** What users took after what the user took last. */
  COOCCURRENCE,
  /** Popularity. */
  POPULAR,
  /** What has happened within the first of the configured windows. */
  TRENDING,
  /** When the items came. */
  LATEST,
  /** Several of these, fused by their ranks. */
  BLEND;

  /** Of its name in the configuration; throws {@link IllegalArgumentException}. */
  static UserStrategy ofSetting(String key, String name) {
    for (UserStrategy strategy : values()) {
      if (strategy.wireName().equals(name)) {
        return strategy;
      }
    }
    throw new IllegalArgumentException(
        key
            + " must be auto, factors, neighbours, content, cooccurrence, popular, trending, latest or"
            + " blend, not "
            + name);
  }

  private String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
