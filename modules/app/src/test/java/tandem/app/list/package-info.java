@org.jspecify.annotations.NullMarked
package tandem.app.list;
