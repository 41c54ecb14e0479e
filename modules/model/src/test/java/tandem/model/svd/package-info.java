@org.jspecify.annotations.NullMarked
package tandem.model.svd;
