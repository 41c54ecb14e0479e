package tandem.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tandem.app.evaluate.ModelOverrides;
import tandem.app.store.JournalModel;
import tandem.model.ModelSettings;
import tandem.model.Objective;
import tandem.protocol.InteractionRules;

/**
 * Reads {@code tandem.model} and {@code tandem.events}, which modules without a configuration of
 * their own are given.
 */
public final class ModelConfig {

  private ModelConfig() {}

  /** Throws {@link IllegalArgumentException} that names the wrong key. */
  public static ModelSettings model(Config config) {
    Config model = config.getConfig("tandem.model");
    String name = model.getString("objective");
    ModelSettings settings =
        switch (objective(name)) {
          case RATING -> ModelSettings.rating();
          case PREFERENCE -> ModelSettings.preference();
        };
    Map<String, String> others = new HashMap<>();
    model.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("objective"))
        .forEach(entry -> others.put("model." + entry.getKey(), model.getString(entry.getKey())));
    return ModelOverrides.apply(settings, others);
  }

  /** What the journal of a node with these settings is of. */
  public static JournalModel journal(ModelSettings model, InteractionRules rules) {
    return new JournalModel(
        model.objective().name().toLowerCase(Locale.ROOT),
        model.factors(),
        model.seed(),
        rules.minRating(),
        rules.maxRating());
  }

  private static Objective objective(String name) {
    for (Objective objective : Objective.values()) {
      if (objective.name().equals(name.toUpperCase(Locale.ROOT))) {
        return objective;
      }
    }
    throw new IllegalArgumentException(
        "tandem.model.objective is rating or preference, not " + name);
  }

  /** Throws {@link IllegalArgumentException} that names the wrong key. */
  public static InteractionRules rules(Config config) {
    Config events = config.getConfig("tandem.events");
    Map<String, Double> weights = new HashMap<>();
    for (Map.Entry<String, ConfigValue> type : events.getConfig("types").root().entrySet()) {
      weights.put(
          type.getKey().toLowerCase(Locale.ROOT),
          events
              .getConfig("types")
              .getDouble(com.typesafe.config.ConfigUtil.quoteString(type.getKey())));
    }
    return new InteractionRules(
        weights,
        events.getDouble("rating.min"),
        events.getDouble("rating.max"),
        events.getDouble("positive-from"),
        Instant.parse(events.getString("earliest")),
        events.getDuration("max-ahead"),
        events.getInt("max-bytes"));
  }
}
