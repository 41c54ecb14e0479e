package tandem.http;

import akka.util.ByteString;

/**
 * The whole body of a request.
 *
 * @param mediaType without parameters, in lower case, for example {@code application/json}
 * @param bytes the content, empty if there is none
 */
record Body(String mediaType, ByteString bytes) {

  static final Body NONE = new Body("", ByteString.emptyByteString());
  static final String JSON = "application/json";
  static final String NDJSON = "application/x-ndjson";

  byte[] toArray() {
    return bytes.toArrayUnsafe();
  }
}
