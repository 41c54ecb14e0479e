package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.http.IdPage;
import tandem.protocol.http.ItemDocument;
import tandem.protocol.http.ItemView;
import tandem.protocol.http.UserView;

/** The routes of single items and users, and of their ids. */
final class CatalogueRoutes {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_TITLE = 1_000;
  private static final int MAX_CATEGORIES = 100;
  private static final int MAX_CATEGORY = 200;

  private final ItemPort items;
  private final UserPort users;
  private final HttpSettings settings;

  CatalogueRoutes(ItemPort items, UserPort users, HttpSettings settings) {
    this.items = items;
    this.users = users;
    this.settings = settings;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.of("GET", "/v1/items/{id}", this::getItem),
        Endpoint.of("PUT", "/v1/items/{id}", this::putItem),
        Endpoint.of("DELETE", "/v1/items/{id}", this::deleteItem),
        Endpoint.of("GET", "/v1/items", this::itemIds, "limit", "cursor"),
        Endpoint.of("GET", "/v1/users/{id}", this::getUser),
        Endpoint.of("GET", "/v1/users", this::userIds, "limit", "cursor"));
  }

  private CompletionStage<HttpResponse> getItem(Call call) {
    return items
        .get(call.item(), settings.timeout())
        .thenApply(
            found -> {
              ItemFacts item = found.orElseThrow(() -> Problems.notFound("There is no such item."));
              return Replies.ok(
                  new ItemView(
                      item.item().value(),
                      item.document().title(),
                      item.document().categories(),
                      item.document().hidden(),
                      item.events(),
                      item.bias(),
                      item.popularity()));
            });
  }

  private CompletionStage<HttpResponse> putItem(Call call) {
    ItemId id = call.item();
    return call.object()
        .thenCompose(body -> items.put(id, document(body), settings.writeTimeout()))
        .thenApply(done -> Replies.noContent());
  }

  private CompletionStage<HttpResponse> deleteItem(Call call) {
    return items
        .remove(call.item(), settings.writeTimeout())
        .thenApply(done -> Replies.noContent());
  }

  private static ItemDocument document(ObjectNode body) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!List.of("title", "categories", "hidden").contains(name)) {
                throw Problems.badRequest(name, "An item has title, categories and hidden.");
              }
            });
    JsonNode title = body.path("title");
    JsonNode hidden = body.path("hidden");
    if (!isAbsent(title) && !isText(title, MAX_TITLE)) {
      throw Problems.badRequest("title", "title is a text of up to " + MAX_TITLE + " characters.");
    }
    if (!isAbsent(hidden) && !hidden.isBoolean()) {
      throw Problems.badRequest("hidden", "hidden is true or false.");
    }
    return new ItemDocument(
        isAbsent(title) ? null : title.textValue(),
        categories(body.path("categories")),
        hidden.asBoolean(false));
  }

  private static List<String> categories(JsonNode given) {
    List<String> categories = new ArrayList<>();
    if (isAbsent(given)) {
      return categories;
    }
    boolean valid = given.isArray() && given.size() <= MAX_CATEGORIES;
    for (JsonNode category : given) {
      valid = valid && isText(category, MAX_CATEGORY) && !category.textValue().isBlank();
      categories.add(category.asText());
    }
    if (!valid) {
      throw Problems.badRequest(
          "categories",
          "categories is an array of up to "
              + MAX_CATEGORIES
              + " texts of 1 to "
              + MAX_CATEGORY
              + " characters.");
    }
    return categories;
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** Control characters would split lines in logs, and categories in the read model. */
  private static boolean isText(JsonNode node, int most) {
    return node.isTextual()
        && node.textValue().length() <= most
        && node.textValue().chars().noneMatch(Character::isISOControl);
  }

  private CompletionStage<HttpResponse> getUser(Call call) {
    return users
        .get(call.user(), settings.timeout())
        .thenApply(
            found -> {
              UserFacts user = found.orElseThrow(() -> Problems.notFound("There is no such user."));
              return Replies.ok(
                  new UserView(
                      user.user().value(),
                      user.events(),
                      user.firstEvent(),
                      user.lastEvent(),
                      user.recentItems().stream().map(ItemId::value).toList()));
            });
  }

  private CompletionStage<HttpResponse> itemIds(Call call) {
    int limit = call.number("limit", DEFAULT_LIMIT, MAX_LIMIT);
    return items
        .ids(cursor(call), limit + 1, settings.timeout())
        .thenApply(ids -> page(ids.stream().map(ItemId::value).toList(), limit));
  }

  private CompletionStage<HttpResponse> userIds(Call call) {
    int limit = call.number("limit", DEFAULT_LIMIT, MAX_LIMIT);
    return users
        .ids(cursor(call), limit + 1, settings.timeout())
        .thenApply(ids -> page(ids.stream().map(UserId::value).toList(), limit));
  }

  private static String cursor(Call call) {
    return call.parameter("cursor").map(text -> Call.id(text, "cursor")).orElse("");
  }

  private static HttpResponse page(List<String> ids, int limit) {
    boolean more = ids.size() > limit;
    List<String> page = more ? ids.subList(0, limit) : ids;
    return Replies.ok(new IdPage(page, more ? page.get(limit - 1) : null));
  }
}
