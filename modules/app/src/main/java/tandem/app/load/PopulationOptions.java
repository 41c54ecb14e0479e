package tandem.app.load;

import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;
import tandem.app.DurationConverter;
import tandem.loadgen.Change;
import tandem.loadgen.Population;
import tandem.loadgen.PopulationSettings;
import tandem.loadgen.Shares;

/** Who acts, and what is mixed in. */
final class PopulationOptions {

  @Option(names = "--seed", description = "The same seed, the same events; 1 by default.")
  private long seed = 1;

  @Option(names = "--users", paramLabel = "N", description = "${DEFAULT-VALUE} by default.")
  private int users = 10_000;

  @Option(names = "--items", paramLabel = "N", description = "${DEFAULT-VALUE} by default.")
  private int items = 5_000;

  @Option(
      names = "--skew",
      paramLabel = "S",
      description =
          "Exponent of Zipf's law of the users' activity and the items' popularity;"
              + " ${DEFAULT-VALUE} by default.")
  private double skew = 1;

  @Option(
      names = "--session",
      paramLabel = "N",
      description = "Events that a user has one after the other, on average; 1 by default.")
  private double session = 1;

  @Option(
      names = "--new-users",
      paramLabel = "SHARE",
      converter = ShareConverter.class,
      description = "Of the events, those that are the first of a new user; none by default.")
  private double newUsers;

  @Option(
      names = "--new-items",
      paramLabel = "SHARE",
      converter = ShareConverter.class,
      description = "The same of items.")
  private double newItems;

  @Option(
      names = "--trends",
      paramLabel = "SHARE",
      converter = ShareConverter.class,
      description = "Of the events, those with items in fashion; none by default.")
  private double trends;

  @Option(
      names = "--trend-span",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long an item is in fashion; 5m by default.")
  private Duration trendSpan = Duration.ofMinutes(5);

  @Option(
      names = "--duplicates",
      paramLabel = "SHARE",
      converter = ShareConverter.class,
      description = "Of the records, those that repeat an event; none by default.")
  private double duplicates;

  @Option(
      names = "--poison",
      paramLabel = "SHARE",
      converter = ShareConverter.class,
      description = "Of the records, those that must be rejected; none by default.")
  private double poison;

  long seed() {
    return seed;
  }

  /** The population; throws {@link IllegalArgumentException} for one that can't be. */
  Population population(Instant start) {
    PopulationSettings settings =
        PopulationSettings.defaults(seed).withSize(users, items).withSkew(skew, skew);
    return new Population(
        settings, new Change(session, newUsers, newItems, trends, trendSpan), start);
  }

  Shares shares() {
    return new Shares(duplicates, poison);
  }
}
