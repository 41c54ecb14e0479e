/** The SQL behind the ports: frontier, model, read model of the index, and lists of ids. */
@org.jspecify.annotations.NullMarked
package tandem.app.store;
