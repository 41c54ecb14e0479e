/** The user entity: learns from the events of one user, one after the other. */
@org.jspecify.annotations.NullMarked
package tandem.entity.user;
