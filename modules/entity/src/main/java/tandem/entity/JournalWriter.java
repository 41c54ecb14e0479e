package tandem.entity;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of entities to the tables of a journal plugin, past the plugin's actor
 * (docs/decisions/0046). For any threads.
 */
public interface JournalWriter {

  /**
   * Makes the events durable, all or none. Throws {@link IllegalArgumentException} where one can't
   * be encoded, and then writes nothing.
   *
   * @param id the entity's persistence id
   * @param first the sequence number of the first of them; the others follow it
   * @param by who writes
   * @param done is told once, from any thread: what has failed, or null when they are durable.
   *     After a failure they may be durable all the same. It must return at once
   */
  void write(String id, long first, String by, List<?> events, Consumer<@Nullable Throwable> done);

  /** Those of a node, by the plugins. A plugin has none before it has started, or at all. */
  final class Registry implements Extension {

    private static final ExtensionId<Registry> ID =
        new ExtensionId<>() {
          @Override
          public Registry createExtension(ActorSystem<?> system) {
            return new Registry(
                system.settings().config().getString("akka.persistence.journal.plugin"));
          }
        };

    private final String usual;
    private final Map<String, JournalWriter> byPlugin = new ConcurrentHashMap<>();

    private Registry(String usual) {
      this.usual = usual;
    }

    /** That of the node of {@code system}. */
    public static Registry of(ActorSystem<?> system) {
      return ID.apply(system);
    }

    /** From now on entities of {@code plugin}, a path of the configuration, write by this. */
    public void add(String plugin, JournalWriter writer) {
      byPlugin.put(plugin, writer);
    }

    /** That of {@code plugin}, where empty is the usual one. */
    public Optional<JournalWriter> find(String plugin) {
      return Optional.ofNullable(byPlugin.get(plugin.isEmpty() ? usual : plugin));
    }
  }
}
