/** Lists that are shown page by page. */
@org.jspecify.annotations.NullMarked
package tandem.entity.list;
