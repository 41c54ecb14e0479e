package tandem.app.list;

import com.typesafe.config.Config;
import tandem.protocol.http.Strategy;

/**
 * How much each ranking counts in a blend; 0 leaves it out.
 *
 * @param factors that by the user's learned vector
 * @param neighbours that by likeness to what the user took last
 * @param content that by likeness of descriptions to what the user took last
 * @param popular that by popularity
 * @param cooccurrence that by what users took after what the user took last
 * @param learned whether these are only the first, and others are learned from what users take
 */
public record BlendSettings(
    double factors,
    double neighbours,
    double content,
    double popular,
    double cooccurrence,
    boolean learned) {

  private static final double MOST = 1_000_000;

  /** Such that are learned. */
  public BlendSettings(
      double factors, double neighbours, double content, double popular, double cooccurrence) {
    this(factors, neighbours, content, popular, cooccurrence, true);
  }

  /** Throws {@link IllegalArgumentException} with the key of the setting that makes no sense. */
  public BlendSettings {
    require("factors", factors);
    require("neighbours", neighbours);
    require("content", content);
    require("popular", popular);
    require("cooccurrence", cooccurrence);
    if (factors + neighbours + content + popular + cooccurrence == 0) {
      throw new IllegalArgumentException("tandem.lists.blend must not be 0 for all");
    }
  }

  private static void require(String key, double weight) {
    if (!(weight >= 0 && weight <= MOST)) {
      throw new IllegalArgumentException(
          "tandem.lists.blend." + key + " must be from 0 to 1,000,000");
    }
  }

  /** How much a ranking counts; 0 for what is none that can be in a blend. */
  public double of(Strategy ranking) {
    return switch (ranking) {
      case FACTORS -> factors;
      case NEIGHBOURS -> neighbours;
      case CONTENT -> content;
      case POPULAR -> popular;
      case COOCCURRENCE -> cooccurrence;
      case CONTEXT, GROUP, SIMILAR, FOLD_IN, BLEND, TRENDING, LATEST -> 0;
    };
  }

  /** Reads {@code tandem.lists.blend} of {@code config}. */
  public static BlendSettings of(Config config) {
    Config blend = config.getConfig("tandem.lists.blend");
    return new BlendSettings(
        blend.getDouble("factors"),
        blend.getDouble("neighbours"),
        blend.getDouble("content"),
        blend.getDouble("popular"),
        blend.getDouble("cooccurrence"),
        blend.getBoolean("learned"));
  }
}
