@org.jspecify.annotations.NullMarked
package tandem.protocol;
