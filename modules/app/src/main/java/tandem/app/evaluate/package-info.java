/**
 * Measures the model on a file: every event is predicted first and learned from after (prequential
 * evaluation), in one process, with the model's own code.
 */
@org.jspecify.annotations.NullMarked
package tandem.app.evaluate;
