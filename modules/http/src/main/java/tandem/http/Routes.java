package tandem.http;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import tandem.protocol.InteractionRules;
import tandem.protocol.kafka.InteractionReader;

/** The table of all routes. */
final class Routes {

  private Routes() {}

  static List<Endpoint> all(
      HttpSettings settings,
      Ports ports,
      InteractionRules rules,
      OpenStreams streams,
      Clock clock) {
    InteractionReader reader = new InteractionReader(rules);
    AskedModel models = new AskedModel(ports.recommendations(), ports.models());
    BasketReader baskets = new BasketReader(reader);
    ItemSettings items = settings.items();
    ListReader lists =
        new ListReader(new FilterValues(items.schema()), settings.scenarios(), settings.lists());
    ListKinds kinds = new ListKinds(models, baskets, clock, settings);
    Pager pager =
        new Pager(kinds.all(), ports.pages(), lists, new ListIds()::next, settings.timeout());
    ItemReader descriptions = new ItemReader(new AttributeReader(items.schema()));
    return Stream.of(
            new RecommendationRoutes(kinds, lists, pager, settings.maxBody()).endpoints(),
            new StreamRoute(models, lists, ports.requests(), streams, settings).endpoints(),
            new SeveralUsersRoute(models, lists, settings).endpoints(),
            new EstimateRoute(models, settings.timeout()).endpoints(),
            new SimilarUsersRoute(models, settings.timeout()).endpoints(),
            new EventRoutes(
                    ports.events(),
                    new EventsReader(reader),
                    new EventLimit(settings.limits(), System::nanoTime),
                    clock,
                    settings)
                .endpoints(),
            new ItemRoutes(ports.items(), descriptions, settings).endpoints(),
            new ItemBatchRoute(
                    ports.items(), new ItemBatchReader(descriptions, items.maxBatch()), settings)
                .endpoints(),
            new EvaluationRoute(ports.evaluation(), settings.timeout()).endpoints(),
            new UserRoutes(ports.users(), settings.timeout()).endpoints(),
            open(new HealthRoutes(ports.health(), settings.timeout())),
            new DescriptionRoute().endpoints())
        .flatMap(List::stream)
        .toList();
  }

  /** Orchestrators and load balancers have no key, and what they learn is whether to come here. */
  static List<Endpoint> open(HealthRoutes health) {
    return health.endpoints().stream().map(row -> row.needing(Access.OPEN)).toList();
  }
}
