package tandem.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;

/** Holds lists that are shown page by page. Its methods fail as those of the other ports do. */
public interface PagePort {

  /**
   * A request as it came, to be made anew for each page.
   *
   * @param kind of the list
   * @param subject whom or what it is for, "" for nobody
   * @param query as in the URL
   * @param body "" if there was none
   */
  record Asked(String kind, String subject, String query, String body) {}

  /**
   * A list so far.
   *
   * @param asked what it was asked for by
   * @param pages how many there were
   * @param items in all of them
   */
  record Shown(Asked asked, int pages, List<ItemId> items) {

    /** Takes a copy. */
    public Shown {
      items = List.copyOf(items);
    }
  }

  /** Begins list {@code id} with a first page; whether it could. */
  CompletionStage<Boolean> open(String id, Asked asked, List<ItemId> items, Duration timeout);

  /** The list so far; empty if there is none of this id any more. */
  CompletionStage<Optional<Shown>> find(String id, Duration timeout);

  /** Adds a page that was made when there were {@code pages}; false if there is one more by now. */
  CompletionStage<Boolean> show(String id, int pages, List<ItemId> items, Duration timeout);
}
