package tandem.app.promote;

import com.typesafe.config.Config;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tandem.app.ModelOption;
import tandem.model.ModelName;
import tandem.model.ModelSettings;

/** The options that make a model of what was trained. */
public final class PromoteOptions {

  @Option(
      names = "--promote",
      paramLabel = "NAME",
      converter = ModelOption.Converter.class,
      description = "Make the changed settings a model of this name, which nodes learn and serve.")
  private @Nullable ModelName name;

  @Option(
      names = "--replace",
      description = "--promote: drop the tables that an earlier model of the name has left.")
  private boolean replace;

  @Option(
      names = "--svd",
      paramLabel = "RANK",
      description =
          "--promote: begin with the vectors of the truncated SVD of the history, of this rank.")
  private @Nullable Integer svdRank;

  /**
   * Why the options make no sense; empty if they do.
   *
   * @param known whether it is known of all events which records they were
   */
  public Optional<String> problem(boolean known) {
    if (name == null) {
      if (svdRank != null) {
        return Optional.of("--svd goes with --promote");
      }
      return replace ? Optional.of("--replace goes with --promote") : Optional.empty();
    }
    if (name.isMain()) {
      return Optional.of("--promote: main is the name of the configuration's model");
    }
    if (svdRank != null && svdRank < 1) {
      return Optional.of("--svd is 1 or more");
    }
    return known
        ? Optional.empty()
        : Optional.of(
            "--promote learns the whole journal: leave out --from, --since and --until, since no"
                + " event may be missing, nor any be learned twice");
  }

  /** Why no model of these settings can be made so; empty if it can. */
  public Optional<String> problem(ModelSettings settings) {
    if (svdRank == null) {
      return Optional.empty();
    }
    if (settings.nonNegative()) {
      return Optional.of("--svd: vectors of an SVD are not model.non-negative");
    }
    return svdRank > settings.factors()
        ? Optional.of("--svd is at most model.factors, " + settings.factors())
        : Optional.empty();
  }

  /** The promotion, if there is to be one; see {@link Promotion#prepare}. */
  public Optional<Promotion> prepare(Config node) throws IOException {
    return name == null
        ? Optional.empty()
        : Optional.of(Promotion.prepare(node, name, replace, svdRank == null ? 0 : svdRank));
  }
}
