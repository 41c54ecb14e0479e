/** The partitions of the index of items and of that of users, and the way to ask all of them. */
@org.jspecify.annotations.NullMarked
package tandem.entity.index;
