package tandem.http;

/**
 * How far a user is learned.
 *
 * @param version another one after everything that was learned of the user
 * @param events how many events were learned since the user was first met or last erased
 * @param erased whether nothing was learned since the user was erased
 */
public record UserStanding(long version, long events, boolean erased) {

  /** Whether the user was erased between the two, as far as they tell. */
  boolean isErasedSince(UserStanding before) {
    return (erased && !before.erased()) || events < before.events();
  }
}
