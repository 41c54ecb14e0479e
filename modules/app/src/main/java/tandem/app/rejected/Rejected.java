package tandem.app.rejected;

import java.util.List;
import java.util.Set;

/**
 * What the rejected topic says.
 *
 * @param records the rejections, oldest first in each partition
 * @param redriven which of them were sent again
 */
record Rejected(List<RejectedRecord> records, Set<SourceId> redriven) {

  boolean isRedriven(RejectedRecord record) {
    return redriven.contains(record.source());
  }
}
