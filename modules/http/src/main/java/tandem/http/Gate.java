package tandem.http;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.headers.Authorization;
import akka.http.javadsl.model.headers.OAuth2BearerToken;
import akka.http.javadsl.model.headers.RawHeader;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.model.UserId;

/**
 * Lets requests to the routes, or not: how many are under way, who asks, whether they ask too
 * often, and whether the route is theirs. With no keys configured anybody may do anything, since
 * then the server listens on the loopback interface only ({@link HttpSettings}).
 */
final class Gate {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int MAX_ADDRESSES = 10_000;
  private static final int IPV6_NETWORK_BYTES = 8;
  private static final String KEY_HEADER = "X-API-Key";
  private static final HttpHeader CHALLENGE =
      RawHeader.create("WWW-Authenticate", "Bearer realm=\"tandem\"");

  private final List<Entry> keys;
  private final Semaphore free;
  private final TokenBuckets requests;
  private final TokenBuckets failures;

  /** A key ready to be compared with. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  private record Entry(byte[] digest, Caller caller) {}

  Gate(List<ApiKey> keys, LimitSettings limits, LongSupplier nanos) {
    this.keys =
        keys.stream()
            .map(key -> new Entry(HexFormat.of().parseHex(key.hash()), Caller.of(key)))
            .toList();
    this.free = new Semaphore(limits.requestsUnderWay());
    this.requests =
        new TokenBuckets(
            limits.requestsPerSecond(), Duration.ofSeconds(1), Math.max(1, keys.size()), nanos);
    this.failures =
        new TokenBuckets(limits.failuresPerMinute(), Duration.ofMinutes(1), MAX_ADDRESSES, nanos);
  }

  /** Counts a request as under way, or refuses it; {@link #leave} when it has its answer. */
  void enter() {
    if (!free.tryAcquire()) {
      throw ProblemException.tooMany("The node has as many requests as it takes at once.", SOON);
    }
  }

  void leave() {
    free.release();
  }

  /** Who sends the request; refuses it without a valid key, or when the key is used too often. */
  Caller identify(HttpRequest request) {
    if (keys.isEmpty()) {
      return Caller.ANYBODY;
    }
    Caller caller = find(secret(request));
    if (caller == null) {
      throw unknown(request);
    }
    Duration wait = requests.take(caller.name(), 1);
    if (!wait.isZero()) {
      throw ProblemException.tooMany("The key is used too often.", wait);
    }
    return caller;
  }

  /** Refuses what the caller has no scope for, and what is another user's. */
  static void permit(Caller caller, Access access, String variable) {
    if (!access.hasScope(caller)) {
      throw ProblemException.of(ProblemType.FORBIDDEN, "The key has not the scope for this.");
    }
    if (!access.reaches(caller, variable)) {
      throw foreign();
    }
  }

  /** Refuses a caller that is for one user, where others are asked for. */
  static void requireAll(Caller caller, List<UserId> users) {
    if (!users.stream().allMatch(user -> caller.mayActFor(user.value()))) {
      throw foreign();
    }
  }

  /** What a caller is told that is for one user, and asks for what is not that user's. */
  static ProblemException foreign() {
    return ProblemException.of(ProblemType.FORBIDDEN, "The key is for another user.");
  }

  /** All keys are compared, each in constant time, so that the time tells nothing of any. */
  private @Nullable Caller find(Optional<String> secret) {
    byte[] digest = ApiKey.digest(secret.orElse(""));
    Caller found = null;
    for (Entry entry : keys) {
      if (MessageDigest.isEqual(entry.digest(), digest)) {
        found = entry.caller();
      }
    }
    return found;
  }

  private static Optional<String> secret(HttpRequest request) {
    return request
        .getHeader(Authorization.class)
        .map(Authorization::credentials)
        .filter(OAuth2BearerToken.class::isInstance)
        .map(token -> ((OAuth2BearerToken) token).token())
        .or(() -> request.getHeader(KEY_HEADER).map(HttpHeader::value));
  }

  /**
   * A valid key is let in from any address, so that a neighbour behind the same proxy can't lock it
   * out by failing: the limit spares the log and tells who goes on that it is seen.
   */
  private ProblemException unknown(HttpRequest request) {
    String address = address(request);
    Duration wait = failures.take(address, 1);
    if (!wait.isZero()) {
      return ProblemException.tooMany("Too many requests without a valid key.", wait);
    }
    LOG.warn("a request from {} had no valid key", address);
    return ProblemException.of(
        ProblemType.UNAUTHORIZED, "Send it as Authorization: Bearer or as X-API-Key.", CHALLENGE);
  }

  /** The peer's address; of IPv6 the network, since a host has all of one. */
  private static String address(HttpRequest request) {
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(RemoteAddress::getAddress)
        .map(Gate::network)
        .orElse("an unknown address");
  }

  private static String network(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.ofDelimiter(":").formatHex(address.getAddress(), 0, IPV6_NETWORK_BYTES)
            + "::/64"
        : address.getHostAddress();
  }
}
