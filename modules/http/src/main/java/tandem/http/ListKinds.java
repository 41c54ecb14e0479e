package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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

  /** The name of the kind of those for a user, who is the variable of its path. */
  static final String USER = "user";

  private static final int MAX_LIKE = 100;
  private static final Set<String> OF_USER = Set.of("after", "timeout", "model");
  private static final Set<String> OF_ANY = Set.of("model");
  private static final List<String> OF_GROUP = List.of("aggregate", "seen", "seen_half_life");

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
   * @param paged whether it is to be gone on with
   */
  record Asked(Call call, JsonNode body, ListRequest list, boolean paged) {

    /** What is wanted, in the query of a GET and in the body of a POST. */
    static Asked of(Kind kind, Call call, ListReader lists) {
      if (!call.isPost()) {
        Query query = call.query();
        return new Asked(call, MissingNode.getInstance(), lists.read(query), query.flag("page"));
      }
      JsonNode body = JsonBody.object(call.body(), kind.fields());
      return new Asked(call, body, lists.read(body), JsonBody.flag(body, "page"));
    }

    /** The same call for another list. */
    Asked with(ListRequest other) {
      return new Asked(call, body, other, paged);
    }
  }

  /** Makes a list. */
  interface Maker {
    CompletionStage<ListAnswer> make(Asked asked);
  }

  /**
   * A kind of lists.
   *
   * @param name by which a list in pages remembers it
   * @param others the query parameters beside those of {@link ListReader}
   * @param fields of the body of a POST
   * @param maker makes one
   */
  record Kind(String name, Set<String> others, Set<String> fields, Maker maker) {

    /** The query parameters of a GET. */
    Set<String> parameters() {
      Set<String> names = ListReader.with(ListReader.PARAMETERS, others.toArray(String[]::new));
      if (fields.contains(ListReader.STRATEGY)) {
        names = ListReader.with(names, ListReader.USER_PARAMETERS);
      }
      return fields.contains(ListReader.BY) ? ListReader.with(names, ListReader.BY) : names;
    }
  }

  /** All of them. */
  List<Kind> all() {
    return List.of(user(), similar(), similarToAll(), basket(), popular(), trending(), latest());
  }

  /** For a user, with a basket or without. */
  Kind user() {
    Set<String> fields = ListReader.with(BasketReader.FIELDS, ListReader.SEEN_FIELDS);
    return new Kind(USER, OF_USER, ListReader.with(fields, ListReader.STRATEGY), this::forUser);
  }

  /** Like the item of the path. */
  Kind similar() {
    return new Kind(
        "similar", OF_ANY, ListReader.with(ListReader.FIELDS, ListReader.BY), this::similar);
  }

  /** Like the items of the body. */
  Kind similarToAll() {
    return new Kind(
        "similar-to-all",
        OF_ANY,
        ListReader.with(ListReader.FIELDS, "items", ListReader.BY),
        this::similarToAll);
  }

  /** For a basket, or for several users as one. */
  Kind basket() {
    Set<String> fields = ListReader.with(BasketReader.FIELDS, ListReader.SEEN_FIELDS);
    return new Kind(
        "basket", OF_ANY, ListReader.with(fields, "group", "aggregate"), this::forBasketOrGroup);
  }

  /** For everybody. */
  Kind popular() {
    return new Kind("popular", OF_ANY, ListReader.FIELDS, this::popular);
  }

  /** Of the present, for everybody. */
  Kind trending() {
    return new Kind("trending", Set.of("model", "window"), ListReader.FIELDS, this::trending);
  }

  /** Of the newest, for everybody. */
  Kind latest() {
    return new Kind("latest", OF_ANY, ListReader.FIELDS, this::latest);
  }

  private CompletionStage<ListAnswer> forUser(Asked asked) {
    Call call = asked.call();
    UserId user = call.userId();
    Optional<RecordId> after = call.query().token("after").map(token -> record(token, user));
    Duration timeout = call.query().duration("timeout", settings.timeout(), settings.maxTimeout());
    List<BasketItem> basket =
        asked.body().has("items") ? baskets.read(asked.body(), clock.instant()) : List.of();
    if (basket.isEmpty()) {
      ListReader.requireReasons(asked.list(), !call.isPost());
    } else if (asked.body().hasNonNull(ListReader.STRATEGY)
        && asked.list().options().strategy() != UserStrategy.COOCCURRENCE) {
      throw ProblemException.body(
          ListReader.STRATEGY,
          "Of the strategies only cooccurrence goes together with items: they make it context.");
    }
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

  private CompletionStage<ListAnswer> forBasketOrGroup(Asked asked) {
    JsonNode body = asked.body();
    if (!body.has("group")) {
      for (String field : OF_GROUP) {
        if (body.has(field)) {
          throw ProblemException.body(field, field + " goes with group.");
        }
      }
      return forBasket(asked);
    }
    if (body.has("items")) {
      throw ProblemException.body("group", "group and items do not go together.");
    }
    GroupWish group = GroupWish.read(body, asked.call().caller());
    Duration timeout = settings.timeout();
    return Deadline.within(
        timeout, models.port(asked.call()).forGroup(group, asked.list(), timeout));
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

  private CompletionStage<ListAnswer> trending(Asked asked) {
    Duration timeout = settings.timeout();
    RecommendationPort port = models.port(asked.call());
    Duration window = asked.call().query().window("window", port.windows());
    return Deadline.within(timeout, port.trending(window, asked.list(), timeout));
  }

  private CompletionStage<ListAnswer> latest(Asked asked) {
    Duration timeout = settings.timeout();
    return Deadline.within(timeout, models.port(asked.call()).latest(asked.list(), timeout));
  }
}
