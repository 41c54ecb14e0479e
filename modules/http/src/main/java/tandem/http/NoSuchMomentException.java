package tandem.http;

/** What a port fails with when nothing can be said of the moment that was asked for. */
public final class NoSuchMomentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For {@code detail}, a sentence that clients may read. */
  public NoSuchMomentException(String detail) {
    super(detail);
  }
}
