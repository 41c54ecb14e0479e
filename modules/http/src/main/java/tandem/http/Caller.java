package tandem.http;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tandem.model.UserId;

/**
 * Who sent a request, as far as it matters to its route.
 *
 * @param name of the key, for the log
 * @param scopes what the caller may do
 * @param user the only user it may read or write, or null for all
 */
record Caller(String name, Set<Scope> scopes, @Nullable UserId user) {

  /** Anybody, where nobody is asked for a key. */
  static final Caller ANYBODY = new Caller("anybody", EnumSet.allOf(Scope.class), null);

  Caller {
    scopes = Set.copyOf(scopes);
  }

  static Caller of(ApiKey key) {
    return new Caller(key.name(), key.scopes(), key.user());
  }

  boolean has(Scope scope) {
    return scopes.contains(scope);
  }

  /** Whether it may read and write what is this user's. */
  boolean mayActFor(String id) {
    return user == null || user.value().equals(id);
  }
}
