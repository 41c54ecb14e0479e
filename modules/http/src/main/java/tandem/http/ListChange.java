package tandem.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import tandem.model.ItemId;

/** What a list has beyond another. */
final class ListChange {

  private static final int DIGEST_BYTES = 12;

  private ListChange() {}

  /**
   * Whether the list has become another for who looks at it: at least {@code least} of its items
   * are new, or another one is first, or it is shorter; with {@code least} 0, whatever is
   * different.
   */
  static boolean matters(List<ItemId> before, List<ItemId> now, int least) {
    if (before.equals(now)) {
      return false;
    }
    if (least == 0 || now.size() < before.size() || before.isEmpty()) {
      return true;
    }
    Set<ItemId> fresh = new HashSet<>(now);
    before.forEach(fresh::remove);
    return fresh.size() >= least || !before.get(0).equals(now.get(0));
  }

  /** The same for lists of the same items in the same order, and only for them: 24 hex digits. */
  static String digest(List<ItemId> items) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (ItemId item : items) {
        sha.update(item.value().getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
