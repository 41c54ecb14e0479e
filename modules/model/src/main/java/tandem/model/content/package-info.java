/**
 * What is known of an item from its description alone: its place in a space of contents, and the
 * factors to start from.
 */
@org.jspecify.annotations.NullMarked
package tandem.model.content;
