package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.headers.RawHeader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tandem.model.UserId;

class GateTest {

  private static final LimitSettings LIMITS = new LimitSettings(10, 2, 300, 3);
  private static final ApiKey SHOP = key("shop", Set.of(Scope.READ, Scope.WRITE));
  private static final ApiKey NEXT = key("shop-next", Set.of(Scope.READ));

  private long now = 5_000_000_000L;
  private final Gate gate = new Gate(List.of(SHOP, NEXT), LIMITS, () -> now);

  private static ApiKey key(String secret, Set<Scope> scopes) {
    return new ApiKey(secret, ApiKey.hash(secret), scopes, null);
  }

  private static HttpRequest with(String header, String value) {
    return HttpRequest.GET("/v1/popular").addHeader(RawHeader.create(header, value));
  }

  private static HttpRequest from(String address) throws UnknownHostException {
    return HttpRequest.GET("/v1/popular")
        .addAttribute(
            AttributeKeys.remoteAddress, RemoteAddress.create(InetAddress.getByName(address)));
  }

  private ProblemType refusal(HttpRequest request) {
    return catchThrowableOfType(ProblemException.class, () -> gate.identify(request)).type();
  }

  @Test
  void identify_eachOfSeveralKeys_tellsWhich() {
    assertThat(gate.identify(with("X-API-Key", "shop")).name()).isEqualTo("shop");
    assertThat(gate.identify(with("x-api-key", "shop-next")).name()).isEqualTo("shop-next");
  }

  @Test
  void identify_hashInPlaceOfTheKey_isRefused() {
    assertThat(refusal(with("X-API-Key", SHOP.hash()))).isEqualTo(ProblemType.UNAUTHORIZED);
  }

  @Test
  void identify_noKeysConfigured_isAnybodyWhoMayDoAnything() {
    Gate open = new Gate(List.of(), LIMITS, () -> now);
    for (int request = 0; request < 1_000; request++) {
      assertThat(open.identify(HttpRequest.GET("/"))).isEqualTo(Caller.ANYBODY);
    }
    for (Access access : Access.values()) {
      Gate.permit(Caller.ANYBODY, access, "ann");
    }
  }

  @Test
  void identify_keyUsedTooOften_waitsAndOtherKeysDoNot() {
    for (int request = 0; request < LIMITS.requestsPerSecond(); request++) {
      gate.identify(with("X-API-Key", "shop"));
    }
    assertThat(refusal(with("X-API-Key", "shop"))).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
    gate.identify(with("X-API-Key", "shop-next"));

    now += Duration.ofMillis(101).toNanos();
    gate.identify(with("X-API-Key", "shop"));
    assertThat(refusal(with("X-API-Key", "shop"))).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
  }

  @Test
  void identify_failuresOfOneAddress_areLimitedButNotItsGoodKey() throws Exception {
    HttpRequest bad = from("192.0.2.1");
    for (int failure = 0; failure < LIMITS.failuresPerMinute(); failure++) {
      assertThat(refusal(bad)).isEqualTo(ProblemType.UNAUTHORIZED);
    }
    assertThat(refusal(bad)).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
    assertThat(refusal(from("192.0.2.2"))).isEqualTo(ProblemType.UNAUTHORIZED);
    HttpRequest good = bad.addHeader(RawHeader.create("X-API-Key", "shop"));
    assertThat(gate.identify(good).name()).isEqualTo("shop");

    now += Duration.ofSeconds(21).toNanos();
    assertThat(refusal(bad)).isEqualTo(ProblemType.UNAUTHORIZED);
  }

  @Test
  void identify_failuresOfOneIpv6Network_countAsOne() throws Exception {
    for (int host = 1; host <= LIMITS.failuresPerMinute(); host++) {
      assertThat(refusal(from("2001:db8::" + host))).isEqualTo(ProblemType.UNAUTHORIZED);
    }
    assertThat(refusal(from("2001:db8::ffff"))).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
    assertThat(refusal(from("2001:db9::1"))).isEqualTo(ProblemType.UNAUTHORIZED);
  }

  @Test
  void enter_moreThanAtOnce_areRefusedUntilOneLeaves() {
    gate.enter();
    gate.enter();
    assertThatThrownBy(gate::enter)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
              assertThat(refused.headers()).containsExactly(RawHeader.create("Retry-After", "1"));
            });
    gate.leave();
    gate.enter();
  }

  @Test
  void permit_eachScope_opensItsRoutesOnly() {
    assertThat(open(Set.of(Scope.READ), null))
        .containsExactly(
            Access.OPEN, Access.READ, Access.READ_USER, Access.READ_USERS, Access.METRICS);
    assertThat(open(Set.of(Scope.WRITE), null))
        .containsExactly(Access.OPEN, Access.WRITE_EVENTS, Access.WRITE_ITEMS);
    assertThat(open(Set.of(Scope.ADMIN), null))
        .containsExactly(Access.OPEN, Access.METRICS, Access.ADMIN);
  }

  @Test
  void permit_keyOfOneUser_opensWhatIsThatUsersOnly() {
    Set<Scope> scopes = Set.of(Scope.READ, Scope.WRITE);
    assertThat(open(scopes, new UserId("ann")))
        .containsExactly(Access.OPEN, Access.READ, Access.READ_USER, Access.WRITE_EVENTS);
    assertThat(open(scopes, new UserId("bob")))
        .containsExactly(Access.OPEN, Access.READ, Access.WRITE_EVENTS);
  }

  /** What is open on the path of user ann. */
  private static List<Access> open(
      Set<Scope> scopes, @org.jspecify.annotations.Nullable UserId only) {
    Caller caller = new Caller("k", scopes, only);
    return List.of(Access.values()).stream()
        .filter(
            access -> {
              try {
                Gate.permit(caller, access, "ann");
                return true;
              } catch (ProblemException refused) {
                assertThat(refused.type()).isEqualTo(ProblemType.FORBIDDEN);
                return false;
              }
            })
        .toList();
  }
}
