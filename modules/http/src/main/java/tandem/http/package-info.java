/**
 * The HTTP front end: routes over ports, which the application implements. It knows wire records
 * and nothing of the actors behind the ports.
 */
@org.jspecify.annotations.NullMarked
package tandem.http;
