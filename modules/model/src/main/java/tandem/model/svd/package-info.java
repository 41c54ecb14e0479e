/** Truncated singular value decomposition of large sparse matrices, and vectors to start from. */
@org.jspecify.annotations.NullMarked
package tandem.model.svd;
