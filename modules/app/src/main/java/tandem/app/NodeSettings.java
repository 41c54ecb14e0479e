package tandem.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import tandem.app.content.ContentSettings;
import tandem.app.evaluation.ListTestSettings;
import tandem.app.list.BlendSettings;
import tandem.app.retention.RetentionSettings;
import tandem.entity.EntitySettings;
import tandem.entity.list.ListSettings;
import tandem.http.HttpSettings;
import tandem.ingest.IngestSettings;
import tandem.model.ModelSettings;
import tandem.protocol.InteractionRules;

/**
 * All that a node is told, each part read by its module.
 *
 * @param app of the program
 * @param model what is learned
 * @param rules what a valid event is
 * @param ingest of the stream
 * @param entities of users, items and index
 * @param lists of lists in pages
 * @param blend of several rankings
 * @param http of the server
 * @param retention of the journal
 * @param content of the items
 * @param evaluation of lists
 */
record NodeSettings(
    AppSettings app,
    ModelSettings model,
    InteractionRules rules,
    IngestSettings ingest,
    EntitySettings entities,
    ListSettings lists,
    BlendSettings blend,
    HttpSettings http,
    RetentionSettings retention,
    ContentSettings content,
    ListTestSettings evaluation) {

  /** Throws {@link ConfigException} that names the wrong key. */
  static NodeSettings of(Config config) {
    try {
      return new NodeSettings(
          AppSettings.of(config),
          ModelConfig.model(config),
          ModelConfig.rules(config),
          IngestSettings.of(config),
          EntitySettings.of(config),
          ListSettings.of(config),
          BlendSettings.of(config),
          HttpSettings.of(config),
          RetentionSettings.of(config),
          ContentSettings.of(config),
          ListTestSettings.of(config));
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException.Generic(wrong.getMessage(), wrong);
    }
  }
}
