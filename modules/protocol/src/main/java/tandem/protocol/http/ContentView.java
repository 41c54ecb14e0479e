package tandem.protocol.http;

/**
 * What came of fitting the content of a model's items, as JSON.
 *
 * @param described how many items have a description that says something
 * @param learned how many of them had learned from events
 * @param dimensions of the space of contents
 * @param placed how many items without events were given a new place
 * @param tookMs how long it took
 */
public record ContentView(long described, long learned, int dimensions, long placed, long tookMs) {}
