package tandem.app.store;

import java.time.Instant;
import tandem.model.ModelName;
import tandem.model.ModelSettings;

/**
 * A model that is learned beside the one of the configuration.
 *
 * @param name of its schema and its entities; not the main one's
 * @param settings what it learns by
 * @param promotedAt when it was made
 * @param active whether it answers those who ask for no model by name
 * @param mendedTo the ordering number of the main journal up to which descriptions, removals and
 *     erasures are the model's, too
 */
public record SideModel(
    ModelName name, ModelSettings settings, Instant promotedAt, boolean active, long mendedTo) {}
