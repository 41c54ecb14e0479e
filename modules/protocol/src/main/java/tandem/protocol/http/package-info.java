/** What the HTTP interface sends and receives, as records; {@link HttpJson} is their JSON. */
@org.jspecify.annotations.NullMarked
package tandem.protocol.http;
