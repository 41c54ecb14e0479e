/** How each kind of list is made, and what comes after the index has ranked. */
@org.jspecify.annotations.NullMarked
package tandem.app.list;
