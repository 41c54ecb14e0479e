package tandem.loadgen.run;

/** Why something did not come about. */
public enum Failure {
  /** The system asked for less: status 429. */
  REFUSED,
  /** The system could not at the time: status 503. */
  UNAVAILABLE,
  /** No answer in time: status 504, or the client's own patience. */
  TIMEOUT,
  /** Any other failure: a connection that broke, another status. */
  FAILED,
  /**
   * An answer that should be another: a valid event rejected, poison accepted, a list incomplete.
   */
  WRONG
}
