/** Files of interactions, in the formats in which public data sets come. */
@org.jspecify.annotations.NullMarked
package tandem.app.dataset;
