/** The item entity: answers the pulls of users with gradients and tells the index of its moves. */
@org.jspecify.annotations.NullMarked
package tandem.entity.item;
