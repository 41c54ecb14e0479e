/** The files of {@code docker/}, as far as they can be held to something without an engine. */
@org.jspecify.annotations.NullMarked
package tandem.app.packaging;
