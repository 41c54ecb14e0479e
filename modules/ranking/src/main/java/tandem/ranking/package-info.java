/** Which items of a partition suit a query best: packed vectors, exact top-k, merging. */
@org.jspecify.annotations.NullMarked
package tandem.ranking;
