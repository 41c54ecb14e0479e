package tandem.protocol.http;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a list was made. */
public enum Strategy {
  /** By the user's learned vector. */
  FACTORS("factors"),
  /** By the user's learned vector, and what the given interactions say beyond it. */
  CONTEXT("context"),
  /** By the learned vectors of several users. */
  GROUP("group"),
  /** By likeness to one item, or to several. */
  SIMILAR("similar"),
  /** By a vector folded in from the given interactions. */
  FOLD_IN("fold-in"),
  /** By likeness to what the user took last. */
  NEIGHBOURS("neighbours"),
  /** By likeness of descriptions to what the user took last, or to items that are named. */
  CONTENT("content"),
  /** By what users took after what the user took last, or after items that are named. */
  COOCCURRENCE("cooccurrence"),
  /** By several rankings, fused by their ranks. */
  BLEND("blend"),
  /** By what has happened within a window of time, the same for everybody. */
  TRENDING("trending"),
  /** By when they came, the same for everybody. */
  LATEST("latest"),
  /** By popularity, the same for everybody. */
  POPULAR("popular");

  private final String wireName;

  Strategy(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON. */
  @JsonValue
  public String wireName() {
    return wireName;
  }
}
