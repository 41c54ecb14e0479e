package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.ItemId;
import tandem.protocol.AttributeValue;
import tandem.protocol.AttributeValue.Flag;
import tandem.protocol.AttributeValue.Numeric;
import tandem.protocol.AttributeValue.Text;
import tandem.protocol.AttributeValue.Time;
import tandem.protocol.Filter;
import tandem.protocol.Filter.Attribute;
import tandem.protocol.Filter.Category;
import tandem.protocol.Filter.Comparison;
import tandem.protocol.Filter.Not;
import tandem.protocol.Filter.Side;

/** What a request wants of a list, in a URL, in a body and by a scenario. */
class ListRequestTest {

  @RegisterExtension
  static final TestServer SERVER =
      new TestServer(
          """
          tandem.items.schema { code = string, tags = list, sold = boolean, size = number }
          tandem.scenarios {
            home {
              k = 7
              filter { not { category = used } }
              boost = [{ filter { attribute = new, eq = true }, factor = 2 }]
            }
            e-mail { filter { attribute = price, ge = 1, lt = 20 } }
            mixed { diversity = 0.5, explore = 0.2 }
            fused { strategy = blend }
            again { seen = decay, seen_half_life = 12h }
          }
          """);

  private static final Filter NOT_USED = new Not(new Category(List.of("used")));
  private static final ListRequest.Boost NEW =
      new ListRequest.Boost(attribute("new", new Flag(true)), 2);

  private static Attribute attribute(String name, AttributeValue... values) {
    return new Attribute(name, List.of(values));
  }

  private static Filter allOf(Filter... filters) {
    return new Filter.AllOf(List.of(filters));
  }

  private static ListRequest seen() {
    return SERVER.fakes().recommendations.request;
  }

  private static ListRequest get(String query) {
    SERVER.get("/v1/popular?" + query).json(200);
    return seen();
  }

  private static ListRequest post(String body) {
    SERVER.post("/v1/popular", body).json(200);
    return seen();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static Stream<Arguments> wheres() {
    Numeric twenty = new Numeric(20);
    return Stream.of(
        Arguments.of("price:le:20", new Comparison("price", Side.AT_MOST, twenty)),
        Arguments.of("price:lt:20", new Comparison("price", Side.BELOW, twenty)),
        Arguments.of("price:ge:20", new Comparison("price", Side.AT_LEAST, twenty)),
        Arguments.of("price:gt:2e1", new Comparison("price", Side.ABOVE, twenty)),
        Arguments.of(
            "released:lt:1970-01-01T00:00:01Z",
            new Comparison("released", Side.BELOW, new Time(1_000))),
        Arguments.of("colour:eq:red", attribute("colour", new Text("red"))),
        Arguments.of("colour:ne:a:b", new Not(attribute("colour", new Text("a:b")))),
        Arguments.of("price:eq:20", attribute("price", twenty, new Text("20"))),
        Arguments.of("new:eq:true", attribute("new", new Flag(true), new Text("true"))),
        Arguments.of("colour:in:red,blue", attribute("colour", new Text("red"), new Text("blue"))),
        Arguments.of("code:eq:20", attribute("code", new Text("20"))), // by the schema
        Arguments.of("tags:in:1,2", attribute("tags", new Text("1"), new Text("2"))),
        Arguments.of("sold:eq:true", attribute("sold", new Flag(true))),
        Arguments.of("size:eq:20", attribute("size", twenty)));
  }

  @ParameterizedTest
  @MethodSource("wheres")
  void get_where_isThatTest(String where, Filter filter) {
    assertThat(get("where=" + encoded(where)).filter()).isEqualTo(filter);
  }

  @Test
  void get_categories_areAnyAllAndNone() {
    assertThat(get("category=a&category=b").filter()).isEqualTo(new Category(List.of("a", "b")));
    assertThat(get("category-all=a&category-all=b").filter())
        .isEqualTo(allOf(new Category(List.of("a")), new Category(List.of("b"))));
    assertThat(get("category-not=a&category-not=b").filter())
        .isEqualTo(new Not(new Category(List.of("a", "b"))));
  }

  @Test
  void get_exclude_isEachIdOnce() {
    assertThat(get("exclude=1,2&exclude=2,i:3").exclude())
        .containsExactlyInAnyOrder(new ItemId("1"), new ItemId("2"), new ItemId("i:3"));
  }

  @Test
  void get_severalParameters_holdTogether() {
    Filter filter = get("category=a&where=price:ge:1&k=3&exclude=1").filter();
    assertThat(filter)
        .isEqualTo(
            allOf(
                new Category(List.of("a")),
                new Comparison("price", Side.AT_LEAST, new Numeric(1))));
    assertThat(seen().k()).isEqualTo(3);
  }

  @Test
  void get_everyList_hasThem() {
    for (String path :
        List.of("/v1/popular", "/v1/users/ann/recommendations", "/v1/items/101/similar")) {
      SERVER.get(path + "?category=" + path.length()).json(200);
      assertThat(seen().filter()).isEqualTo(new Category(List.of(Integer.toString(path.length()))));
      SERVER.post(path, "{\"filter\":{\"category\":\"" + path.length() + "\"},\"k\":4}").json(200);
      assertThat(seen())
          .isEqualTo(
              new ListRequest(
                  4, Set.of(), new Category(List.of(Integer.toString(path.length()))), List.of()));
    }
    SERVER
        .post(
            "/v1/recommendations", "{\"items\":[],\"filter\":{\"category\":\"x\"},\"exclude\":[9]}")
        .json(200);
    assertThat(seen().filter()).isEqualTo(new Category(List.of("x")));
    assertThat(seen().exclude()).containsExactly(new ItemId("9"));
  }

  @ParameterizedTest
  @CsvSource({
    "where=price,where",
    "where=price:le,where",
    "where=price:about:3,where",
    "where=price:le:cheap,where",
    "where=2x:eq:1,where",
    "where=size:eq:big,where",
    "where=sold:eq:1,where",
    "exclude=,exclude",
    "exclude=a%20b,exclude",
    "scenario=none,scenario",
    "scenario=home&scenario=home,scenario",
    "k=5&k=5,k",
    "diversity=1.1,diversity",
    "diversity=NaN,diversity",
    "diversity=,diversity",
    "diversity-by=colour,diversity-by",
    "explore=-0.1,explore",
    "explore=0.1&explore=0.1,explore",
    "filter=x,filter"
  })
  void get_badParameter_isRefusedByName(String query, String field) {
    assertThat(SERVER.get("/v1/popular?" + query).problem(400).field()).isEqualTo(field);
  }

  @Test
  void post_filter_isReadWhole() {
    String body =
        "{\"filter\":{\"all\":[{\"any\":[{\"category\":[\"a\",\"b\"]},{\"attribute\":\"colour\",\"in\":[\"red\",7]}]},"
            + "{\"not\":{\"attribute\":\"released\",\"lt\":\"1970-01-01T00:00:01Z\"}},"
            + "{\"attribute\":\"price\",\"ge\":1,\"lt\":2.5},{\"attribute\":\"x\",\"ne\":false}]}}";
    assertThat(post(body).filter())
        .isEqualTo(
            allOf(
                new Filter.AnyOf(
                    List.of(
                        new Category(List.of("a", "b")),
                        attribute("colour", new Text("red"), new Numeric(7)))),
                new Not(new Comparison("released", Side.BELOW, new Time(1_000))),
                allOf(
                    new Comparison("price", Side.AT_LEAST, new Numeric(1)),
                    new Comparison("price", Side.BELOW, new Numeric(2.5))),
                new Not(attribute("x", new Flag(false)))));
  }

  @Test
  void post_nothing_isTheDefault() {
    assertThat(post("{}")).isEqualTo(ListRequest.of(Query.DEFAULT_K));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"filter\":7}|filter",
        "{\"filter\":{}}|filter",
        "{\"filter\":{\"some\":[]}}|filter.some",
        "{\"filter\":{\"all\":{}}}|filter.all",
        "{\"filter\":{\"all\":[{\"not\":[]}]}}|filter.all[0].not",
        "{\"filter\":{\"category\":\"a\",\"not\":{}}}|filter",
        "{\"filter\":{\"category\":[7]}}|filter.category[0]",
        "{\"filter\":{\"attribute\":\"a b\",\"eq\":1}}|filter.attribute",
        "{\"filter\":{\"attribute\":\"a\"}}|filter",
        "{\"filter\":{\"attribute\":\"a\",\"eq\":[1]}}|filter.eq",
        "{\"filter\":{\"attribute\":\"a\",\"like\":1}}|filter.like",
        "{\"filter\":{\"attribute\":\"a\",\"lt\":\"x\"}}|filter.lt",
        "{\"filter\":{\"attribute\":\"size\",\"eq\":\"x\"}}|filter.eq",
        "{\"filter\":{\"attribute\":\"a\",\"in\":1}}|filter.in",
        "{\"exclude\":1}|exclude",
        "{\"exclude\":[\"a b\"]}|exclude",
        "{\"scenario\":7}|scenario",
        "{\"scenario\":\"none\"}|scenario",
        "{\"k\":101}|k",
        "{\"boost\":{}}|boost",
        "{\"boost\":[7]}|boost[0]",
        "{\"boost\":[{\"filter\":{\"category\":\"a\"}}]}|boost[0].factor",
        "{\"boost\":[{\"factor\":0}]}|boost[0].factor",
        "{\"boost\":[{\"factor\":1001}]}|boost[0].factor",
        "{\"boost\":[{\"factor\":2,\"by\":3}]}|boost[0].by",
        "{\"boost\":[{\"factor\":2,\"filter\":{\"not\":7}}]}|boost[0].filter.not",
        "{\"diversity\":2}|diversity",
        "{\"diversity\":[0]}|diversity",
        "{\"diversity\":\"much\"}|diversity",
        "{\"diversity_by\":7}|diversity_by",
        "{\"diversity-by\":\"categories\"}|diversity-by",
        "{\"explore\":true}|explore",
        "{\"items\":[]}|items"
      })
  void post_badBody_isRefusedByName(String body, String field) {
    assertThat(SERVER.post("/v1/popular", body).problem(400).field()).isEqualTo(field);
  }

  @Test
  void post_filterAtItsBounds_isTakenAndBeyondIsNot() {
    post("{\"filter\":" + nested(FilterReader.MAX_DEPTH) + "}");
    SERVER
        .post("/v1/popular", "{\"filter\":" + nested(FilterReader.MAX_DEPTH + 1) + "}")
        .problem(400);
    post("{\"filter\":" + wide(FilterReader.MAX_PARTS - 1) + "}");
    SERVER.post("/v1/popular", "{\"filter\":" + wide(FilterReader.MAX_PARTS) + "}").problem(400);
    post("{\"exclude\":" + ids(ListReader.MAX_EXCLUDE) + "}");
    assertThat(
            SERVER
                .post("/v1/popular", "{\"exclude\":" + ids(ListReader.MAX_EXCLUDE + 1) + "}")
                .problem(400)
                .field())
        .isEqualTo("exclude");
    String boost = "{\"factor\":2}";
    post("{\"boost\":[" + repeated(boost, ListReader.MAX_BOOSTS) + "]}");
    assertThat(
            SERVER
                .post(
                    "/v1/popular",
                    "{\"boost\":[" + repeated(boost, ListReader.MAX_BOOSTS + 1) + "]}")
                .problem(400)
                .field())
        .isEqualTo("boost");
  }

  private static String nested(int depth) {
    return "{\"not\":".repeat(depth - 1) + "{\"category\":\"a\"}" + "}".repeat(depth - 1);
  }

  private static String wide(int parts) {
    return "{\"any\":[" + repeated("{\"category\":\"a\"}", parts) + "]}";
  }

  private static String ids(int count) {
    return "[" + repeated("1", count) + "]";
  }

  private static String repeated(String text, int count) {
    return String.join(",", Collections.nCopies(count, text));
  }

  @Test
  void scenario_byName_holdsBesideTheRequest() {
    assertThat(get("scenario=home"))
        .isEqualTo(new ListRequest(7, Set.of(), NOT_USED, List.of(NEW)));
    ListRequest both =
        post(
            "{\"scenario\":\"home\",\"k\":3,\"filter\":{\"category\":\"a\"},\"boost\":[{\"factor\":0.5}]}");
    assertThat(both)
        .isEqualTo(
            new ListRequest(
                3,
                Set.of(),
                allOf(NOT_USED, new Category(List.of("a"))),
                List.of(NEW, new ListRequest.Boost(Filter.everything(), 0.5))));
    assertThat(get("scenario=e-mail").k()).isEqualTo(Query.DEFAULT_K);
  }

  @Test
  void options_inUrlAndBody_areTheSame() {
    ListOptions given = new ListOptions(0.25, ListOptions.Likeness.CATEGORIES, 0.1);
    assertThat(get("diversity=0.25&diversity-by=categories&explore=0.1").options())
        .isEqualTo(given);
    assertThat(
            post("{\"diversity\":0.25,\"diversity_by\":\"categories\",\"explore\":1e-1}").options())
        .isEqualTo(given);
    assertThat(post("{\"diversity\":null}").options()).isEqualTo(ListOptions.NONE);
  }

  @Test
  void options_ofAScenario_holdWhereTheRequestSaysNothing() {
    ListOptions mixed = new ListOptions(0.5, ListOptions.Likeness.VECTORS, 0.2);
    assertThat(get("scenario=mixed").options()).isEqualTo(mixed);
    assertThat(post("{\"scenario\":\"mixed\",\"explore\":0}").options())
        .isEqualTo(new ListOptions(0.5, ListOptions.Likeness.VECTORS, 0));
  }

  private static UserStrategy strategy(String query) {
    SERVER.get("/v1/users/7/recommendations?" + query).json(200);
    return seen().options().strategy();
  }

  private static SeenItems seenItems(String query) {
    SERVER.get("/v1/users/7/recommendations?" + query).json(200);
    return seen().options().seen();
  }

  private static SeenItems decay(Duration halfLife) {
    return new SeenItems(SeenItems.Show.DECAY, halfLife);
  }

  @Test
  void seen_inUrlBodyAndScenario_isThat() {
    assertThat(seenItems("")).isEqualTo(SeenItems.EXCLUDED);
    assertThat(seenItems("seen=decay")).isEqualTo(decay(Duration.ofHours(2)));
    assertThat(seenItems("seen=decay&seen-half-life=30m")).isEqualTo(decay(Duration.ofMinutes(30)));
    assertThat(seenItems("scenario=again")).isEqualTo(decay(Duration.ofHours(12)));
    assertThat(seenItems("scenario=again&seen-half-life=3650d"))
        .isEqualTo(decay(Duration.ofDays(3650)));
    assertThat(seenItems("scenario=again&seen=exclude").areShown()).isFalse();
    String list = "/v1/users/ann/recommendations?k=1";
    assertThat(SERVER.get(list + "&seen=decay").json(200).findValuesAsText("seen"))
        .containsExactly("true");
    assertThat(SERVER.get(list).json(200).findValues("seen")).isEmpty();
    for (String path : List.of("/v1/users/7/recommendations", "/v1/users/recommendations")) {
      String users = path.contains("7") ? "" : "\"users\":[7],";
      SERVER.post(path, "{" + users + "\"seen\":\"decay\",\"seen_half_life\":\"1m\"}").json(200);
      assertThat(seen().options().seen()).isEqualTo(decay(Duration.ofMinutes(1)));
    }
    SERVER.post("/v1/recommendations", "{\"group\":[7,8],\"seen\":\"decay\"}").json(200);
    assertThat(seen().options().seen()).isEqualTo(decay(Duration.ofHours(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/users/7/recommendations?seen=twice,seen",
    "/v1/users/7/recommendations?seen-half-life=7d,seen-half-life",
    "/v1/users/7/recommendations?seen=decay&seen-half-life=7,seen-half-life",
    "/v1/users/7/recommendations?seen=decay&seen-half-life=0m,seen-half-life",
    "/v1/users/7/recommendations?seen=decay&seen-half-life=3651d,seen-half-life",
    "/v1/users/7/recommendations?scenario=again&seen=exclude&seen-half-life=1d,seen-half-life",
    "/v1/users/7/recommendations/stream?seen=never,seen",
    "/v1/popular?seen=decay,seen",
    "/v1/items/101/similar?seen=decay,seen",
  })
  void seen_wrongOrElsewhere_isNamed(String path, String field) {
    assertThat(SERVER.get(path).problem(400).field()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/recommendations,items,seen",
    "/v1/popular,exclude,seen",
    "/v1/items/similar,items,seen",
  })
  void seen_inABodyThatIsForNoUser_isNamed(String path, String items, String field) {
    String body = "{\"%s\":[\"101\"],\"seen\":\"decay\"}".formatted(items);
    assertThat(SERVER.post(path, body).problem(400).field()).isEqualTo(field);
  }

  @Test
  void strategy_inUrlBodyAndScenario_isThatOne() {
    assertThat(strategy("")).isEqualTo(UserStrategy.AUTO);
    assertThat(strategy("explain=true")).isEqualTo(UserStrategy.AUTO);
    assertThat(strategy("strategy=factors")).isEqualTo(UserStrategy.FACTORS);
    assertThat(strategy("strategy=neighbours")).isEqualTo(UserStrategy.NEIGHBOURS);
    assertThat(strategy("strategy=content")).isEqualTo(UserStrategy.CONTENT);
    assertThat(strategy("scenario=fused")).isEqualTo(UserStrategy.BLEND);
    assertThat(strategy("scenario=fused&strategy=popular")).isEqualTo(UserStrategy.POPULAR);
    SERVER.post("/v1/users/7/recommendations", "{\"strategy\":\"blend\"}").json(200);
    assertThat(seen().options().strategy()).isEqualTo(UserStrategy.BLEND);
    SERVER.post("/v1/users/recommendations", "{\"users\":[7],\"strategy\":\"blend\"}").json(200);
    assertThat(seen().options().strategy()).isEqualTo(UserStrategy.BLEND);
  }

  @Test
  void by_ofSimilarItems_isThatOne() {
    SERVER.get("/v1/items/101/similar").json(200);
    assertThat(seen().options().similarBy()).isEqualTo(ListOptions.Similarity.VECTORS);
    SERVER.get("/v1/items/101/similar?by=content").json(200);
    assertThat(seen().options().similarBy()).isEqualTo(ListOptions.Similarity.CONTENT);
    SERVER.post("/v1/items/101/similar", "{\"by\":\"vectors\"}").json(200);
    assertThat(seen().options().similarBy()).isEqualTo(ListOptions.Similarity.VECTORS);
    SERVER.post("/v1/items/similar", "{\"items\":[101],\"by\":\"content\"}").json(200);
    assertThat(seen().options().similarBy()).isEqualTo(ListOptions.Similarity.CONTENT);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/users/7/recommendations?strategy=best,strategy",
    "/v1/items/7/similar?by=title,by",
    "/v1/popular?by=content,by",
    "/v1/users/7/recommendations?by=content,by",
    "/v1/users/7/recommendations?strategy=blend&explain=true,explain",
    "/v1/users/7/recommendations?scenario=fused&explain=true,explain",
    "/v1/users/7/recommendations/stream?strategy=blend&explain=true,explain",
    "/v1/items/7/similar?strategy=blend,strategy",
    "/v1/popular?strategy=blend,strategy"
  })
  void get_strategyThatMakesNoSense_isRefusedByName(String path, String parameter) {
    assertThat(SERVER.get(path).problem(400).field()).isEqualTo(parameter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/users/7/recommendations|{\"strategy\":7}|strategy",
        "/v1/users/7/recommendations|{\"strategy\":\"blend\",\"items\":[1]}|strategy",
        "/v1/users/7/recommendations|{\"strategy\":\"blend\",\"explain\":true}|explain",
        "/v1/users/recommendations|{\"users\":[7],\"scenario\":\"fused\",\"explain\":true}|explain",
        "/v1/recommendations|{\"items\":[1],\"strategy\":\"blend\"}|strategy"
      })
  void post_strategyThatMakesNoSense_isRefusedByName(String path, String body, String field) {
    assertThat(SERVER.post(path, body).problem(400).field()).isEqualTo(field);
  }

  @Test
  void settings_strategy_isTheDefaultOfRequestsAndScenarios() {
    HttpSettings settings =
        HttpSettings.of(
            ConfigFactory.parseString(
                    "tandem.lists.strategy = blend, tandem.scenarios { home { k = 3 } }")
                .withFallback(ConfigFactory.load()));
    assertThat(settings.lists().strategy()).isEqualTo(UserStrategy.BLEND);
    assertThat(settings.scenarios())
        .hasEntrySatisfying(
            "home", home -> assertThat(home.options().strategy()).isEqualTo(UserStrategy.BLEND));
    assertThatThrownBy(
            () ->
                HttpSettings.of(
                    ConfigFactory.parseString("tandem.lists.strategy = best")
                        .withFallback(ConfigFactory.load())))
        .hasMessageStartingWith("tandem.lists.strategy");
  }

  @Test
  void settings_seen_isTheDefaultOfRequestsAndScenarios() {
    HttpSettings settings =
        settings(
            "tandem.lists { seen = decay, seen-half-life = 90 s }, tandem.scenarios { home { k = 3 },"
                + " new { seen = exclude }, daily { seen_half_life = 1d } }");
    assertThat(settings.lists().seen()).isEqualTo(decay(Duration.ofSeconds(90)));
    assertThat(scenarioSeen(settings, "home")).isEqualTo(decay(Duration.ofSeconds(90)));
    assertThat(scenarioSeen(settings, "new").areShown()).isFalse();
    assertThat(scenarioSeen(settings, "daily")).isEqualTo(decay(Duration.ofDays(1)));
    assertThat(settings("").lists()).isEqualTo(ListOptions.NONE);
  }

  private static SeenItems scenarioSeen(HttpSettings settings, String name) {
    return Objects.requireNonNull(settings.scenarios().get(name)).options().seen();
  }

  private static HttpSettings settings(String overrides) {
    return HttpSettings.of(ConfigFactory.parseString(overrides).withFallback(ConfigFactory.load()));
  }

  @ParameterizedTest
  @CsvSource({
    "seen = never, tandem.lists.seen must be exclude or decay",
    "seen-half-life = 59 s, tandem.lists.seen-half-life must be",
    "seen-half-life = 3651 d, tandem.lists.seen-half-life must be"
  })
  void settings_seenThatMakesNoSense_isRefusedByName(String setting, String message) {
    assertThatThrownBy(() -> settings("tandem.lists { " + setting + " }"))
        .hasMessageStartingWith(message);
  }

  @Test
  void settings_scenarios_areThoseOfTheConfiguration() {
    assertThat(SERVER.settings().scenarios())
        .containsOnlyKeys("home", "e-mail", "mixed", "fused", "again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Home {} | tandem.scenarios.Home: the name",
        "home = 7 | tandem.scenarios.home: It must be",
        "home { size = 7 } | tandem.scenarios.home.size: ",
        "home { k = 0 } | tandem.scenarios.home.k: ",
        "home { filter { not = x } } | tandem.scenarios.home.filter.not: ",
        "home { strategy = none } | tandem.scenarios.home.strategy: ",
        "home { seen_half_life = 1d } | tandem.scenarios.home.seen_half_life: ",
        "home { diversity = 7 } | tandem.scenarios.home.diversity: ",
        "home { boost = [{ factor = -1 }] } | tandem.scenarios.home.boost[0].factor: "
      })
  void settings_badScenario_isRefusedByName(String line) {
    String[] parts = line.split(" [|] ", -1);
    assertThat(catchMessage(parts[0])).startsWith(parts[1]);
  }

  private static String catchMessage(String scenario) {
    try {
      return HttpSettings.of(
              ConfigFactory.parseString("tandem.scenarios { " + scenario + " }")
                  .withFallback(ConfigFactory.load()))
          .scenarios()
          .toString();
    } catch (IllegalArgumentException refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
