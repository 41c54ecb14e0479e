@org.jspecify.annotations.NullMarked
package tandem.http;
