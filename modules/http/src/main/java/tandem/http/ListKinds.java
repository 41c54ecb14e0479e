package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.RecordId;
import tandem.protocol.http.EventToken;

/** The kinds of lists, and how a call asks for each. */
final class ListKinds {

  private static final int MAX_LIKE = 100;

  private final AskedModel models;
  private final BasketReader baskets;
  private final Clock clock;
  private final HttpSettings settings;

  ListKinds(AskedModel models, BasketReader baskets, Clock clock, HttpSettings settings) {
    this.models = models;
    this.baskets = baskets;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * What a call asks for.
   *
   * @param call it
   * @param body the object that its body is, empty for a GET
   * @param list what is wanted of the list
   */
  record Asked(Call call, JsonNode body, ListRequest list) {}

  /** Makes a list. */
  interface Maker {
    CompletionStage<ListAnswer> make(Asked asked);
  }

  /**
   * A kind of lists.
   *
   * @param fields of the body of a POST
   * @param maker makes one
   */
  record Kind(Set<String> fields, Maker maker) {}

  /** For a user, with a basket or without. */
  Kind user() {
    return new Kind(BasketReader.FIELDS, this::forUser);
  }

  /** Like the item of the path. */
  Kind similar() {
    return new Kind(ListReader.FIELDS, this::similar);
  }

  /** Like the items of the body. */
  Kind similarToAll() {
    return new Kind(ListReader.with(ListReader.FIELDS, "items"), this::similarToAll);
  }

  /** For a basket. */
  Kind basket() {
    return new Kind(BasketReader.FIELDS, this::forBasket);
  }

  /** For everybody. */
  Kind popular() {
    return new Kind(ListReader.FIELDS, this::popular);
  }

  private CompletionStage<ListAnswer> forUser(Asked asked) {
    Call call = asked.call();
    UserId user = call.userId();
    Optional<RecordId> after = call.query().token("after").map(token -> record(token, user));
    Duration timeout = call.query().duration("timeout", settings.timeout(), settings.maxTimeout());
    List<BasketItem> basket =
        asked.body().has("items") ? baskets.read(asked.body(), clock.instant()) : List.of();
    RecommendationPort port = models.port(call);
    return Deadline.within(
        timeout,
        basket.isEmpty()
            ? port.forUser(user, asked.list(), after, timeout)
            : port.inContext(user, basket, asked.list(), after, timeout));
  }

  private static RecordId record(EventToken token, UserId user) {
    if (!token.user().equals(user)) {
      throw ProblemException.parameter("after", "after is a token of another user's event.");
    }
    return token.record();
  }

  private CompletionStage<ListAnswer> similar(Asked asked) {
    ItemId item = asked.call().itemId();
    Duration timeout = settings.timeout();
    return Deadline.within(timeout, models.port(asked.call()).similar(item, asked.list(), timeout))
        .thenApply(answer -> answer.orElseThrow(ItemRoutes::unknown));
  }

  private CompletionStage<ListAnswer> similarToAll(Asked asked) {
    Set<ItemId> items =
        JsonIds.read(asked.body().get("items"), "items", 1, MAX_LIKE).stream()
            .map(ItemId::new)
            .collect(Collectors.toUnmodifiableSet());
    Duration timeout = settings.timeout();
    return Deadline.within(
        timeout, models.port(asked.call()).similarToAll(items, asked.list(), timeout));
  }

  private CompletionStage<ListAnswer> forBasket(Asked asked) {
    List<BasketItem> basket = baskets.read(asked.body(), clock.instant());
    Duration timeout = settings.timeout();
    return Deadline.within(
        timeout, models.port(asked.call()).forBasket(basket, asked.list(), timeout));
  }

  private CompletionStage<ListAnswer> popular(Asked asked) {
    Duration timeout = settings.timeout();
    return Deadline.within(timeout, models.port(asked.call()).popular(asked.list(), timeout));
  }
}
