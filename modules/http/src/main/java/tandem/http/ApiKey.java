package tandem.http;

import com.typesafe.config.Config;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tandem.model.UserId;

/**
 * An API key as the configuration has it: the key itself is nowhere, only its hash.
 *
 * @param name says in the log who called: 1 to 64 characters of {@code [a-z0-9-]}
 * @param hash SHA-256 of the key, 64 hexadecimal digits in lower case
 * @param scopes what it allows, at least one
 * @param user the only user that it may read or write, or null for all; not with scope admin
 */
public record ApiKey(String name, String hash, Set<Scope> scopes, @Nullable UserId user) {

  /*
   * Plain SHA-256, without salt and without the slowness of a password hash: those are for secrets
   * that people choose, which can be guessed. A key of ours has 256 random bits, so neither a table
   * nor a fast machine helps whoever reads the hash; and a slow hash at each request would be a
   * gift to those who send many.
   */

  // Found by scanners of repositories for secrets that nobody meant to publish.
  private static final String PREFIX = "tandem_";
  private static final int RANDOM_BYTES = 32;
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> FIELDS = Set.of("name", "hash", "scopes", "user");

  /** Throws {@link IllegalArgumentException} that names what makes no sense. */
  public ApiKey {
    require(NAME.matcher(name).matches(), "name must be 1 to 64 characters of [a-z0-9-]");
    require(HASH.matcher(hash).matches(), "hash must be 64 hexadecimal digits in lower case");
    scopes = Set.copyOf(scopes);
    require(!scopes.isEmpty(), "scopes must have one at least");
    require(user == null || !scopes.contains(Scope.ADMIN), "user can't go with the scope admin");
  }

  /** A new secret of 256 random bits, to be given to a client and kept nowhere else. */
  public static String generate(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The hash of a secret, as the configuration wants it. */
  public static String hash(String secret) {
    return HexFormat.of().formatHex(digest(secret));
  }

  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The line that adds this key to a file of the configuration. */
  public String toConfiguration() {
    String list =
        scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(", ", "[", "]"));
    String only = user == null ? "" : ", user = \"" + user.value() + "\"";
    return "tandem.http.keys += { name = \"%s\", hash = \"%s\", scopes = %s%s }"
        .formatted(name, hash, list, only);
  }

  /** Reads {@code tandem.http.keys}; two of one name are refused, for the log could not tell. */
  static List<ApiKey> list(Config http) {
    List<ApiKey> keys = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (Config entry : http.getConfigList("keys")) {
      ApiKey key = read(entry, "tandem.http.keys[" + keys.size() + "]: ");
      if (!names.add(key.name())) {
        throw new IllegalArgumentException("tandem.http.keys: two are named " + key.name());
      }
      keys.add(key);
    }
    return List.copyOf(keys);
  }

  private static ApiKey read(Config entry, String place) {
    Set<String> unknown = new TreeSet<>(entry.root().keySet());
    unknown.removeAll(FIELDS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          place + "unknown " + unknown + "; a key has name, hash, scopes and may have user");
    }
    try {
      return new ApiKey(
          entry.getString("name"),
          entry.getString("hash"),
          scopes(entry.getStringList("scopes")),
          entry.hasPath("user") ? new UserId(entry.getString("user")) : null);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(place + wrong.getMessage(), wrong);
    }
  }

  private static Set<Scope> scopes(List<String> texts) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String text : texts) {
      Scope scope = null;
      for (Scope known : Scope.values()) {
        scope = known.text().equals(text) ? known : scope;
      }
      if (scope == null) {
        throw new IllegalArgumentException("scopes are read, write and admin, not " + text);
      }
      scopes.add(scope);
    }
    return scopes;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
