package tandem.entity;

import tandem.model.ModelName;

/**
 * Where the entities of one model are: what they are called in the cluster, and which of Akka's
 * plugins hold their journals and snapshots. The journals have the same names in every model, since
 * each has tables of its own.
 *
 * @param model whose entities
 * @param journalPlugin path of the plugin's settings; empty for the default
 * @param snapshotPlugin likewise
 */
public record Namespace(ModelName model, String journalPlugin, String snapshotPlugin) {

  /** Of the main model, on the default plugins. */
  public static final Namespace MAIN = new Namespace(ModelName.MAIN, "", "");
}
