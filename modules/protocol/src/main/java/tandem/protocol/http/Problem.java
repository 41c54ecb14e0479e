package tandem.protocol.http;

import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param type what kind of problem, a URI reference under {@code /problems/}
 * @param title the kind in words, the same for every problem of a type
 * @param status the HTTP status, 400 to 599
 * @param detail what is wrong with this request
 * @param instance names this one occurrence in the log ({@code urn:uuid:…}), for unexpected errors
 * @param field the parameter or JSON field at fault, if it is one
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    @Nullable String field) {

  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";
}
