package tandem.http;

import com.typesafe.config.Config;

/**
 * The settings {@code tandem.items}, explained in {@code reference.conf}.
 *
 * @param maxBatch items of a {@code PUT /v1/items}, above 0
 * @param batchParallelism how many of them are written at once, above 0
 * @param schema which attributes items may have
 */
public record ItemSettings(int maxBatch, int batchParallelism, ItemSchema schema) {

  /** Throws {@link IllegalArgumentException} with the key of the setting that makes no sense. */
  public ItemSettings {
    require(maxBatch > 0, "max-batch must be above 0");
    require(batchParallelism > 0, "batch-parallelism must be above 0");
  }

  /** Reads {@code tandem.items} of {@code config}. */
  static ItemSettings of(Config config) {
    Config items = config.getConfig("tandem.items");
    return new ItemSettings(
        items.getInt("max-batch"), items.getInt("batch-parallelism"), ItemSchema.of(items));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("tandem.items." + message);
    }
  }
}
