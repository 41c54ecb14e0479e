/** What the model knew at a moment past, from the journal alone. */
@org.jspecify.annotations.NullMarked
package tandem.app.past;
