package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;
import tandem.protocol.AttributeValue;
import tandem.protocol.Filter;

/** Reads what is wanted of a list, from the query of a GET or the body of a POST. */
final class ListReader {

  static final int MAX_EXCLUDE = 1_000;
  static final int MAX_BOOSTS = 8;
  static final double MAX_FACTOR = 1_000;

  /** The parameter, or field, of lists for a user by what they are made. */
  static final String STRATEGY = "strategy";

  /** The parameter, or field, of lists of similar items by what they are similar. */
  static final String BY = "by";

  /** The query parameters of lists for a user, beside those of all. */
  static final Set<String> USER_PARAMETERS = Set.of(STRATEGY, "seen", "seen-half-life");

  /** The fields of lists for a user or a group by which it sees again what it has seen. */
  static final Set<String> SEEN_FIELDS = Set.of("seen", "seen_half_life");

  /** The query parameters of a GET. */
  static final Set<String> PARAMETERS =
      with(
          OptionsReader.PARAMETERS,
          "k",
          "page",
          "explain",
          "scenario",
          "exclude",
          "category",
          "category-all",
          "category-not",
          "where");

  /** The fields of a POST. */
  static final Set<String> FIELDS =
      with(OptionsReader.FIELDS, "k", "page", "explain", "scenario", "exclude", "filter", "boost");

  private static final Set<String> SCENARIO_FIELDS =
      with(with(OptionsReader.FIELDS, "k", "filter", "boost", STRATEGY), SEEN_FIELDS);

  private static final Set<String> BOOST_FIELDS = Set.of("filter", "factor");

  private final FilterReader filters;
  private final FilterValues values;
  private final Map<String, Scenario> scenarios;
  private final Scenario none;

  /** What neither a request nor its scenario says is as {@code absent} has it. */
  ListReader(FilterValues values, Map<String, Scenario> scenarios, ListOptions absent) {
    this.filters = new FilterReader(values);
    this.values = values;
    this.scenarios = Map.copyOf(scenarios);
    this.none = Scenario.of(absent);
  }

  /** The names of a set, and others. */
  static Set<String> with(Set<String> names, String... others) {
    Set<String> all = new HashSet<>(names);
    all.addAll(List.of(others));
    return all;
  }

  /** The names of two sets. */
  static Set<String> with(Set<String> names, Set<String> others) {
    Set<String> all = new HashSet<>(names);
    all.addAll(others);
    return all;
  }

  /** What the query asks for; throws {@link ProblemException} that names the parameter. */
  ListRequest read(Query query) {
    Scenario scenario = scenario(query.first("scenario"), true);
    Set<ItemId> exclude = new HashSet<>(query.items("exclude"));
    int k = query.k(scenario.k().orElse(Query.DEFAULT_K));
    return new ListRequest(
        k,
        exclude,
        scenario.filter().and(filter(query)),
        scenario.boosts(),
        OptionsReader.read(query, scenario.options()).explaining(query.flag("explain")));
  }

  private Filter filter(Query query) {
    Filter filter = Filter.everything();
    if (!query.all("category").isEmpty()) {
      filter = new Filter.Category(query.all("category"));
    }
    for (String all : query.all("category-all")) {
      filter = filter.and(new Filter.Category(List.of(all)));
    }
    if (!query.all("category-not").isEmpty()) {
      filter = filter.and(new Filter.Not(new Filter.Category(query.all("category-not"))));
    }
    for (String where : query.all("where")) {
      filter = filter.and(where(where));
    }
    return filter;
  }

  /** A test in a URL, for example {@code price:le:20}. */
  private Filter where(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length < 3) {
      throw ProblemException.parameter(
          "where", "where must be ATTRIBUTE:OPERATOR:VALUE, such as price:le:20.");
    }
    try {
      values.requireName(parts[0], "where");
      return where(parts[0], parts[1], parts[2]);
    } catch (ProblemException wrong) {
      throw ProblemException.parameter("where", wrong.detail());
    }
  }

  private Filter where(String name, String operator, String value) {
    return switch (operator) {
      case "eq" -> new Filter.Attribute(name, values.read(name, value, "where"));
      case "ne" -> new Filter.Not(new Filter.Attribute(name, values.read(name, value, "where")));
      case "in" ->
          new Filter.Attribute(
              name,
              Stream.of(value.split(",", -1))
                  .flatMap(one -> values.read(name, one, "where").stream())
                  .toList());
      default -> {
        Filter.Side side =
            FilterValues.side(operator)
                .orElseThrow(
                    () ->
                        ProblemException.parameter(
                            "where", "The operators are eq, ne, in, lt, le, gt and ge."));
        AttributeValue bound = values.read(name, value, "where").get(0);
        yield new Filter.Comparison(name, side, FilterValues.bound(bound, "where"));
      }
    };
  }

  /** What the body asks for; throws {@link ProblemException} that names the field. */
  ListRequest read(JsonNode object) {
    Scenario scenario = scenario(text(object.get("scenario"), "scenario"), false);
    return new ListRequest(
        k(object.get("k")).or(scenario::k).orElse(Query.DEFAULT_K),
        JsonIds.read(object.get("exclude"), "exclude", 0, MAX_EXCLUDE).stream()
            .map(ItemId::new)
            .collect(Collectors.toSet()),
        scenario.filter().and(filters.read(object.get("filter"), "filter")),
        Stream.concat(scenario.boosts().stream(), boosts(object.get("boost"), "boost").stream())
            .toList(),
        OptionsReader.read(object, scenario.options())
            .explaining(JsonBody.flag(object, "explain")));
  }

  /** Reads a scenario of the configuration. */
  static Scenario scenario(FilterValues values, JsonNode object, ListOptions absent) {
    ListReader reader = new ListReader(values, Map.of(), absent);
    JsonBody.requireKnown(object, SCENARIO_FIELDS, "");
    return new Scenario(
        k(object.get("k")),
        reader.filters.read(object.get("filter"), "filter"),
        reader.boosts(object.get("boost"), "boost"),
        OptionsReader.read(object, absent));
  }

  /** Ranks have no parts: refuses reasons for a list that is fused from several. */
  static void requireReasons(ListRequest request, boolean inQuery) {
    if (request.options().explain() && request.options().strategy() == UserStrategy.BLEND) {
      String detail = "A blend is ranked by ranks, which have no parts; its items have by instead.";
      throw inQuery
          ? ProblemException.parameter("explain", detail)
          : ProblemException.body("explain", detail);
    }
  }

  private Scenario scenario(Optional<String> name, boolean inQuery) {
    if (name.isEmpty()) {
      return none;
    }
    Scenario scenario = scenarios.get(name.get());
    if (scenario == null) {
      String detail = "The configuration of the node has no such scenario.";
      throw inQuery
          ? ProblemException.parameter("scenario", detail)
          : ProblemException.body("scenario", detail);
    }
    return scenario;
  }

  private static Optional<String> text(@Nullable JsonNode given, String field) {
    if (given == null || given.isNull()) {
      return Optional.empty();
    }
    if (!given.isTextual()) {
      throw ProblemException.body(field, field + " must be a text.");
    }
    return Optional.of(given.textValue());
  }

  private static Optional<Integer> k(@Nullable JsonNode given) {
    if (given == null) {
      return Optional.empty();
    }
    if (!given.isInt() || given.intValue() < 1 || given.intValue() > Query.MAX_K) {
      throw ProblemException.body("k", "k must be an integer from 1 to " + Query.MAX_K + ".");
    }
    return Optional.of(given.intValue());
  }

  private List<ListRequest.Boost> boosts(@Nullable JsonNode given, String place) {
    if (given == null || given.isNull()) {
      return List.of();
    }
    if (!given.isArray() || given.size() > MAX_BOOSTS) {
      throw ProblemException.body(
          place, place + " must be an array of up to " + MAX_BOOSTS + " boosts.");
    }
    List<ListRequest.Boost> boosts = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      boosts.add(boost(given.get(i), place + "[" + i + "]"));
    }
    return boosts;
  }

  private ListRequest.Boost boost(JsonNode given, String place) {
    if (!given.isObject()) {
      throw ProblemException.body(place, place + " must have a filter and a factor.");
    }
    JsonBody.requireKnown(given, BOOST_FIELDS, place + ".");
    JsonNode factor = given.path("factor");
    double value = factor.isNumber() ? factor.doubleValue() : 0;
    if (!(value >= 1 / MAX_FACTOR && value <= MAX_FACTOR)) {
      throw ProblemException.body(place + ".factor", "factor must be a number from 0.001 to 1000.");
    }
    return new ListRequest.Boost(filters.read(given.get("filter"), place + ".filter"), value);
  }
}
