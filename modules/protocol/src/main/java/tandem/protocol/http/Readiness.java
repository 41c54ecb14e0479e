package tandem.protocol.http;

import java.util.List;

/**
 * Whether the node can serve.
 *
 * @param status {@code ready} or {@code unready}
 * @param checks what was looked at
 */
public record Readiness(String status, List<Check> checks) {

  /**
   * One thing that was looked at.
   *
   * @param name what, for example {@code journal}
   * @param ok whether it is as it should be
   * @param detail one sentence, "" if there is nothing to say
   */
  public record Check(String name, boolean ok, String detail) {}
}
