package tandem.app.replay;

import java.util.Optional;
import tandem.app.evaluate.EventLog;
import tandem.app.evaluate.Recorded;
import tandem.model.ModelSettings;
import tandem.protocol.InteractionRules;

/**
 * What is replayed.
 *
 * @param source its name
 * @param events in the order in which they are learned
 * @param settings that the node has learned it with
 * @param rules with the scale of its ratings
 * @param recorded what the node made of the events, where that is known
 */
record History(
    String source,
    EventLog events,
    ModelSettings settings,
    InteractionRules rules,
    Optional<Recorded> recorded) {}
