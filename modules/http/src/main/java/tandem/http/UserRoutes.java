package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.http.ErasedUser;
import tandem.protocol.http.UserView;

/** The routes that show users. */
final class UserRoutes {

  private final UserPort port;
  private final Duration timeout;

  UserRoutes(UserPort port, Duration timeout) {
    this.port = port;
    this.timeout = timeout;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/users", Set.of("limit", "cursor"), this::list).needing(Access.READ_USERS),
        Endpoint.get("/v1/users/{id}", Set.of(), this::get).needing(Access.READ_USER),
        Endpoint.delete("/v1/users/{id}", this::erase));
  }

  private CompletionStage<HttpResponse> get(Call call) {
    return Deadline.within(timeout, port.get(call.userId(), timeout))
        .thenApply(facts -> Replies.ok(view(facts.orElseThrow(UserRoutes::unknown))));
  }

  private CompletionStage<HttpResponse> erase(Call call) {
    return Deadline.within(timeout, port.erase(call.userId(), timeout))
        .thenApply(receipt -> Replies.ok(view(receipt.orElseThrow(UserRoutes::unknown))));
  }

  private static ErasedUser view(ErasureReceipt receipt) {
    return new ErasedUser(
        receipt.receipt(),
        receipt.user().value(),
        Instant.ofEpochMilli(receipt.at()),
        receipt.events());
  }

  private CompletionStage<HttpResponse> list(Call call) {
    int limit = Pages.limit(call.query());
    Optional<UserId> after = call.query().id("cursor").map(UserId::new);
    return Deadline.within(timeout, port.list(after, limit + 1, timeout))
        .thenApply(ids -> Pages.reply(ids.stream().map(UserId::value).toList(), limit));
  }

  private static UserView view(UserFacts facts) {
    return new UserView(
        facts.user().value(),
        facts.events(),
        facts.first(),
        facts.last(),
        facts.recent().stream().map(ItemId::value).toList());
  }

  static ProblemException unknown() {
    return ProblemException.of(ProblemType.UNKNOWN_USER, "No event of this user has been learned.");
  }
}
