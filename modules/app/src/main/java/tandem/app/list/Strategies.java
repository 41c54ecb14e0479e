package tandem.app.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tandem.app.Answers;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.http.ListOptions;
import tandem.http.UserStrategy;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

/** By what a list for a user who is known can be made. */
final class Strategies {

  private final Answers answers;
  private final LiveBlend blend;
  private final Descriptions descriptions;
  private final int factors;
  private final Timely timely;
  private final Cooccurrences cooccurrences;

  Strategies(
      Answers answers,
      LiveBlend blend,
      Descriptions descriptions,
      int factors,
      Timely timely,
      Cooccurrences cooccurrences) {
    this.answers = answers;
    this.blend = blend;
    this.descriptions = descriptions;
    this.factors = factors;
    this.timely = timely;
    this.cooccurrences = cooccurrences;
  }

  /** By what the list of a request is made that is for a user alone. */
  UserStrategy of(ListOptions options) {
    if (options.strategy() != UserStrategy.AUTO) {
      return options.strategy();
    }
    return answers.learnsPreferences() && !options.explain()
        ? UserStrategy.BLEND
        : UserStrategy.FACTORS;
  }

  /** Whether a strategy has to know the user's recent items. */
  boolean needsRecent(UserStrategy strategy) {
    return switch (strategy) {
      case AUTO, FACTORS, POPULAR, TRENDING, LATEST -> false;
      case NEIGHBOURS, CONTENT, COOCCURRENCE -> true;
      case BLEND -> needsRecent(blend.weights());
    };
  }

  private static boolean needsRecent(BlendSettings weights) {
    return weights.neighbours() > 0 || weights.content() > 0 || weights.cooccurrence() > 0;
  }

  /** Whether it has to know what was taken before these, too. */
  boolean needsRows(UserStrategy strategy) {
    return strategy == UserStrategy.COOCCURRENCE
        || (strategy == UserStrategy.BLEND && blend.weights().cooccurrence() > 0);
  }

  /**
   * What is to be fused, or the one question of a list that is ranked as it is: by factors where
   * the strategy has nothing to say, by popularity where no window of time is counted.
   *
   * @param known of the user's recent items
   */
  List<Blend.Part> parts(
      UserStrategy strategy, UserEntity.Profile user, Map<ItemId, IndexedItem> known) {
    List<Blend.Part> parts =
        switch (strategy) {
          case AUTO, FACTORS -> List.of();
          case NEIGHBOURS -> fused(new BlendSettings(0, 1, 0, 0, 0), user, known);
          case CONTENT -> fused(new BlendSettings(0, 0, 1, 0, 0), user, known);
          case POPULAR -> fused(new BlendSettings(0, 0, 0, 1, 0), user, known);
          case TRENDING ->
              timely.windows().isEmpty()
                  ? fused(new BlendSettings(0, 0, 0, 1, 0), user, known)
                  : alone(timely.trending(timely.windows().get(0), user.seen(), true));
          case COOCCURRENCE -> fused(new BlendSettings(0, 0, 0, 0, 1), user, known);
          case LATEST -> alone(timely.latest(user.seen(), true));
          case BLEND -> fused(blend.weights(), user, known);
        };
    return parts.isEmpty() ? List.of(new Blend.Part(byFactors(user, known), 1)) : parts;
  }

  private List<Blend.Part> fused(
      BlendSettings weights, UserEntity.Profile user, Map<ItemId, IndexedItem> known) {
    List<Blend.Part> parts = new ArrayList<>();
    if (weights.factors() > 0) {
      parts.add(new Blend.Part(byFactors(user, known), weights.factors()));
    }
    if (weights.neighbours() > 0) {
      Neighbours.question(user, known, factors)
          .ifPresent(question -> parts.add(new Blend.Part(question, weights.neighbours())));
    }
    if (weights.content() > 0) {
      descriptions
          .newest(user, known)
          .ifPresent(question -> parts.add(new Blend.Part(question, weights.content())));
    }
    if (weights.cooccurrence() > 0) {
      cooccurrences
          .afterNewest(user, known)
          .ifPresent(question -> parts.add(new Blend.Part(question, weights.cooccurrence())));
    }
    if (weights.popular() > 0) {
      parts.add(new Blend.Part(byPopularity(user), weights.popular()));
    }
    return parts;
  }

  /** Each ranking that can be in a blend and has something to say of the user, factors first. */
  List<Question> rankings(UserEntity.Profile user, Map<ItemId, IndexedItem> known) {
    double neighbours = blend.has(Strategy.NEIGHBOURS) ? 1 : 0; // else nobody asks for them
    return fused(new BlendSettings(1, neighbours, 1, 1, 1), user, known).stream()
        .map(Blend.Part::question)
        .toList();
  }

  private static List<Blend.Part> alone(Question question) {
    return List.of(new Blend.Part(question, 1));
  }

  /** The list of a user of whom nothing is known. */
  Question forAnybody(UserStrategy strategy) {
    if (strategy == UserStrategy.LATEST) {
      return timely.latest(Set.of(), false);
    }
    return strategy == UserStrategy.TRENDING && !timely.windows().isEmpty()
        ? timely.trending(timely.windows().get(0), Set.of(), false)
        : Question.popular();
  }

  /** By the user's learned vector. */
  Question byFactors(UserEntity.Profile user) {
    return new Question(
        Answers.query(user.factors()),
        user.seen(),
        Strategy.FACTORS,
        true,
        List.of(),
        answers.shown(user.factors(), user.mean()));
  }

  /** By what was taken after a basket, if the request wants that; empty if nothing is known. */
  Optional<Question> afterBasket(
      UserStrategy strategy,
      UserEntity.Profile user,
      List<ItemId> basket,
      Map<ItemId, IndexedItem> known) {
    return strategy == UserStrategy.COOCCURRENCE
        ? cooccurrences.afterBasket(user, basket, known)
        : Optional.empty();
  }

  private Question byFactors(UserEntity.Profile user, Map<ItemId, IndexedItem> known) {
    return byFactors(user)
        .explainedBy(() -> Evidence.ofLearned(user.factors().vector(), user.recent(), known));
  }

  private static Question byPopularity(UserEntity.Profile user) {
    return Question.of(IndexQuery.byHeat(), user.seen(), Strategy.POPULAR);
  }
}
