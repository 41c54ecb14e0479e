@org.jspecify.annotations.NullMarked
package tandem.entity.list;
