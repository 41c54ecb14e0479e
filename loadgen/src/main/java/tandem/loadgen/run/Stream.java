package tandem.loadgen.run;

/**
 * Things of one kind in a run.
 *
 * @param name {@code events}, {@code reads} or {@code freshness}
 * @param loop begins them
 * @param meter is told what became of them
 */
public record Stream(String name, OpenLoop loop, Meter meter) {}
