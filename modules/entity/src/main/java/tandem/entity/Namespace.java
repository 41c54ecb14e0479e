package tandem.entity;

import tandem.model.ModelName;

/**
 * Where the entities of one model are: what they are called in the cluster, which of Akka's plugins
 * hold their journals and snapshots, and who counts what they do on this node. The journals have
 * the same names in every model, since each has tables of its own.
 *
 * @param model whose entities
 * @param journalPlugin path of the plugin's settings; empty for the default
 * @param snapshotPlugin likewise
 * @param watch is told how they do
 */
public record Namespace(
    ModelName model, String journalPlugin, String snapshotPlugin, EntityWatch watch) {

  /** Of the main model, on the default plugins. */
  public static final Namespace MAIN = new Namespace(ModelName.MAIN, "", "");

  /** Of a model that nobody watches. */
  public Namespace(ModelName model, String journalPlugin, String snapshotPlugin) {
    this(model, journalPlugin, snapshotPlugin, EntityWatch.NONE);
  }

  /** The same, watched. */
  public Namespace with(EntityWatch watching) {
    return new Namespace(model, journalPlugin, snapshotPlugin, watching);
  }
}
