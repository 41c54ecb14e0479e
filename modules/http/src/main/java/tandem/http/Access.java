package tandem.http;

/** Whom a route answers. A key that is for one user reaches nothing of others, nor of all. */
enum Access {
  /** Anybody, without a key. */
  OPEN,
  /** Scope read. */
  READ,
  /** Scope read; of a key that is for one user, only that one in the path. */
  READ_USER,
  /** Scope read, and a key that is for all users. */
  READ_USERS,
  /** Scope write; the route itself looks at the users of the events. */
  WRITE_EVENTS,
  /** Scope write, and a key that is for all users. */
  WRITE_ITEMS,
  /** Scope read or admin, and a key that is for all users. */
  METRICS,
  /** Scope admin; leaves a line in the audit log. */
  ADMIN;

  /** Whether the caller has the scope. */
  boolean hasScope(Caller caller) {
    return switch (this) {
      case OPEN -> true;
      case READ, READ_USER, READ_USERS -> caller.has(Scope.READ);
      case WRITE_EVENTS, WRITE_ITEMS -> caller.has(Scope.WRITE);
      case METRICS -> caller.has(Scope.READ) || caller.has(Scope.ADMIN);
      case ADMIN -> caller.has(Scope.ADMIN);
    };
  }

  /** Whether the route is not about somebody else, with {@code variable} of its path. */
  boolean reaches(Caller caller, String variable) {
    return switch (this) {
      case OPEN, READ, WRITE_EVENTS -> true;
      case READ_USER -> caller.mayActFor(variable);
      case READ_USERS, WRITE_ITEMS, METRICS, ADMIN -> caller.user() == null;
    };
  }
}
