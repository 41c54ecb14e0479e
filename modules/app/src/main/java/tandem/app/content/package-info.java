/** What the content of items says of those without events: fitted, stored, and given to items. */
@org.jspecify.annotations.NullMarked
package tandem.app.content;
