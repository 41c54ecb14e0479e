package tandem.protocol;

/**
 * Marks what Akka serialises as CBOR by Jackson: journal events, snapshots and messages between
 * nodes.
 */
public interface CborSerializable {}
