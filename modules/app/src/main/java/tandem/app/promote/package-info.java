/** Makes a model beside the main one, which has learned what the main one has. */
@org.jspecify.annotations.NullMarked
package tandem.app.promote;
