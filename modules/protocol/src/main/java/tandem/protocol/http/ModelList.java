package tandem.protocol.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /v1/admin/models}.
 *
 * @param models that the node learns, the main one first
 */
public record ModelList(List<Model> models) {

  /** Copies the list. */
  public ModelList {
    models = List.copyOf(models);
  }

  /**
   * One of them.
   *
   * @param name by which lists of it are asked for
   * @param active whether it answers those who name no model
   * @param objective what it learns, {@code rating} or {@code preference}
   * @param factors the length of its vectors
   * @param promotedAt when it was made, absent for the main model
   * @param learned events that it learned on this node since the node's start
   */
  public record Model(
      String name,
      boolean active,
      String objective,
      int factors,
      @Nullable Instant promotedAt,
      long learned) {}
}
