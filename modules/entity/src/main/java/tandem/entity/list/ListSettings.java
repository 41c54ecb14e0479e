package tandem.entity.list;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings {@code tandem.lists}, explained in {@code reference.conf}.
 *
 * @param pagingTtl how long a list may be gone on with after its last page, above 0
 * @param maxOpen how many lists a node holds, at least 1
 */
public record ListSettings(Duration pagingTtl, int maxOpen) {

  /** Throws {@link IllegalArgumentException} with the key of the setting that makes no sense. */
  public ListSettings {
    if (pagingTtl.isNegative() || pagingTtl.isZero()) {
      throw new IllegalArgumentException("tandem.lists.paging-ttl must be positive");
    }
    if (maxOpen < 1) {
      throw new IllegalArgumentException("tandem.lists.max-open must be at least 1");
    }
  }

  /** Reads {@code tandem.lists} of {@code config}. */
  public static ListSettings of(Config config) {
    Config lists = config.getConfig("tandem.lists");
    return new ListSettings(lists.getDuration("paging-ttl"), lists.getInt("max-open"));
  }
}
