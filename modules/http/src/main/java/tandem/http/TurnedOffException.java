package tandem.http;

/** What a port fails with when it is asked for what the configuration leaves out. */
public final class TurnedOffException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For what {@code setting} would turn on. */
  public TurnedOffException(String setting) {
    super("This needs the setting " + setting + " = on.", null, false, false);
  }
}
