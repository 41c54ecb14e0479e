package tandem.app.list;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.Index;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

/**
 * Answers several questions by one list, fused from a pool of the best of each. What the request
 * wants holds in each pool, so that an item is moved by a boost, or since it was seen, in the unit
 * of each ranking.
 */
final class Blend {

  private final Index index;
  private final Answers answers;
  private final Exploration exploration;

  Blend(Index index, Answers answers, Exploration exploration) {
    this.index = index;
    this.answers = answers;
    this.exploration = exploration;
  }

  /** A question and how much its ranking counts. */
  record Part(Question question, double weight) {}

  /** All leave out the same; what is little known is by the first question. */
  CompletionStage<ListAnswer> list(List<Part> parts, ListRequest request, Duration timeout) {
    Question first = parts.get(0).question();
    List<Index.Wish> wishes =
        parts.stream()
            .map(
                part ->
                    new Index.Wish(
                        answers
                            .wanted(part.question().query(), request)
                            .detailed(Ranker.needsVectors(request)),
                        Ranker.penalties(part.question(), request, answers)))
            .toList();
    int places = Exploration.places(request.options().explore(), request.k());
    return index
        .pools(
            wishes,
            request.k(),
            Diversity.pool(request.k()),
            index.leftOut(Ranker.leftOut(first, request)),
            timeout)
        .thenCombine(
            exploration.ask(
                index,
                answers.wanted(first.query(), request),
                request.k(),
                places,
                Ranker.exclude(first, request),
                timeout),
            (ranked, littleKnown) -> answer(parts, ranked, littleKnown, request));
  }

  private ListAnswer answer(
      List<Part> parts, List<Index.Ranked> ranked, List<Hit> littleKnown, ListRequest request) {
    List<Fusion.Fused> fused = Fusion.fuse(rankings(parts, ranked));
    Map<ItemId, Fusion.Fused> byItem = new HashMap<>();
    fused.forEach(one -> byItem.put(one.hit().item(), one));
    List<Hit> list =
        Diversity.pick(
            fused.stream().map(Fusion.Fused::hit).toList(), request.k(), request.options());
    List<Hit> candidates = littleKnown.stream().map(hit -> scored(hit, byItem)).toList();
    int places = Exploration.places(request.options().explore(), request.k());
    Fading seen = parts.get(0).question().fading();
    List<ListAnswer.Entry> entries = new ArrayList<>(list.size());
    for (Exploration.Place place : exploration.mix(list, candidates, places)) {
      Fusion.Fused one = byItem.get(place.hit().item());
      ListAnswer.Entry entry =
          Answers.entry(place.hit(), score -> score)
              .by(one == null ? List.of() : one.by())
              .seen(seen.has(place.hit().item()));
      entries.add(place.explored() ? entry.asExplored() : entry);
    }
    return new ListAnswer(
        entries, Strategy.BLEND, true, coverage(ranked), missing(ranked), List.of());
  }

  private static List<Fusion.Ranking> rankings(List<Part> parts, List<Index.Ranked> ranked) {
    List<Fusion.Ranking> rankings = new ArrayList<>(parts.size());
    for (int p = 0; p < parts.size(); p++) {
      Part part = parts.get(p);
      rankings.add(
          new Fusion.Ranking(part.question().strategy(), part.weight(), ranked.get(p).hits()));
    }
    return rankings;
  }

  /** With the fused score: 0 for what is in no pool. */
  private static Hit scored(Hit hit, Map<ItemId, Fusion.Fused> fused) {
    Fusion.Fused one = fused.get(hit.item());
    double score = one == null ? 0 : one.hit().score();
    return new Hit(hit.item(), score, hit.title(), hit.categories());
  }

  private static double coverage(List<Index.Ranked> ranked) {
    return ranked.stream().mapToDouble(Index.Ranked::coverage).min().orElse(0);
  }

  private static List<Integer> missing(List<Index.Ranked> ranked) {
    Set<Integer> missing = new TreeSet<>();
    ranked.forEach(one -> missing.addAll(one.missing()));
    return List.copyOf(missing);
  }
}
