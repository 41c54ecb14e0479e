package tandem.entity.index;

import tandem.model.UserId;

/**
 * A user who is like another.
 *
 * @param user who
 * @param likeness the cosine of their vectors, -1 to 1
 */
public record AlikeUser(UserId user, double likeness) {}
