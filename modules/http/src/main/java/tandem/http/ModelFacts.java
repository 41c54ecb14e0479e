package tandem.http;

import java.time.Instant;
import java.util.Optional;
import tandem.model.ModelName;
import tandem.model.Objective;

/**
 * A model that this node learns.
 *
 * @param name of it
 * @param active whether it answers those who name no model
 * @param objective what it learns
 * @param factors the length of its vectors
 * @param promotedAt when it was made; empty for the main model
 * @param learned events that it learned on this node since the node's start
 */
public record ModelFacts(
    ModelName name,
    boolean active,
    Objective objective,
    int factors,
    Optional<Instant> promotedAt,
    long learned) {}
