package tandem.protocol.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of ids.
 *
 * @param ids in ascending order
 * @param nextCursor asks for the page that follows, absent on the last one
 */
public record IdPage(List<String> ids, @Nullable String nextCursor) {}
