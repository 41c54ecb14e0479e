/** The index partitions, which answer top-k queries, and the way to ask all of them. */
@org.jspecify.annotations.NullMarked
package tandem.entity.index;
