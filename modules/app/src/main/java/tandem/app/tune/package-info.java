/** Searches the settings of the model on a file of events. */
@org.jspecify.annotations.NullMarked
package tandem.app.tune;
