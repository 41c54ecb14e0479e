/** Tests of the model. */
@org.jspecify.annotations.NullMarked
package tandem.model.content;
