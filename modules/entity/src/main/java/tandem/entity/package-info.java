/** The pieces that both kinds of entity share: journal, group commit, applied offsets, settings. */
@org.jspecify.annotations.NullMarked
package tandem.entity;
