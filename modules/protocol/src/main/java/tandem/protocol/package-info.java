/** What goes over the wire and into the journal; the CBOR binding of both. */
@org.jspecify.annotations.NullMarked
package tandem.protocol;
