/**
 * The HTTP interface: routes over ports. It knows the wire records and what a valid event is, never
 * an actor; {@code app} supplies the adapters.
 */
@org.jspecify.annotations.NullMarked
package tandem.http;
