package tandem.http;

import java.time.Duration;

/**
 * What came of fitting the content of a model's items.
 *
 * @param described how many items have a description that says something
 * @param learned how many of them had learned from events, from which the others' places come
 * @param dimensions of the space of contents
 * @param placed how many items without events were given a new place
 * @param took how long it took
 */
public record ContentFacts(
    long described, long learned, int dimensions, long placed, Duration took) {}
