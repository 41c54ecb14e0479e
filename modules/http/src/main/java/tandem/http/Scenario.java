package tandem.http;

import java.util.List;
import java.util.Optional;
import tandem.protocol.Filter;

/**
 * What a place where lists are shown always wants.
 *
 * @param k the length of the list where the request names none
 * @param filter holds beside the filter of the request
 * @param boosts hold beside those of the request
 * @param options hold where the request says nothing else
 */
public record Scenario(
    Optional<Integer> k, Filter filter, List<ListRequest.Boost> boosts, ListOptions options) {

  /** Copies the boosts. */
  public Scenario {
    boosts = List.copyOf(boosts);
  }

  /** Wants nothing but these. */
  static Scenario of(ListOptions options) {
    return new Scenario(Optional.empty(), Filter.everything(), List.of(), options);
  }
}
